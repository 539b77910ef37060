import type { RecordedTake } from '../../model/recording/recorded-take.ts';

/**
 * Viewers whose device has no limit. One that is held to a share of the CPU is late and slow because it was asked to be:
 * that is a verdict on the device, and tells nothing of this machine.
 */
export function unlimitedViewers<V extends { readonly region: string }>(
  take: Pick<RecordedTake, 'header'> & { readonly viewers: readonly V[] },
): readonly V[] {
  return take.viewers.filter(({ region }) => !isLimited(take, region));
}

/** Whether any viewer's device is limited, of all in the plan. */
export function hasLimitedViewers(take: Pick<RecordedTake, 'header'>): boolean {
  return take.header.take.viewers.some(({ region }) => isLimited(take, region));
}

export function isLimited({ header }: Pick<RecordedTake, 'header'>, region: string): boolean {
  return header.take.scenario.regions.find(({ id }) => id === region)?.device?.cpuCores !== undefined;
}
