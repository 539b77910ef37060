import type { RecordedTake } from '../../model/recording/recorded-take.ts';

/**
 * Returns the viewers whose device has no limit. One that is held to a share of the CPU is late and slow by design: that says something about
 * the device, not about this machine.
 */
export function unlimitedViewers<V extends { readonly region: string }>(
  take: Pick<RecordedTake, 'header'> & { readonly viewers: readonly V[] },
): readonly V[] {
  return take.viewers.filter(({ region }) => !isLimited(take, region));
}

export function isLimited({ header }: Pick<RecordedTake, 'header'>, region: string): boolean {
  return header.take.scenario.regions.find(({ id }) => id === region)?.device?.cpuCores !== undefined;
}
