import type { RecordedTake, RecordedViewer } from '../../model/recorded-take.ts';

/**
 * Viewers whose device has no limit. One that is held to a share of the CPU is late and slow because it was asked to be:
 * that is a verdict on the device, and tells nothing of this machine.
 */
export function unlimitedViewers(take: RecordedTake): readonly RecordedViewer[] {
  return take.viewers.filter(({ region }) => !isLimited(take, region));
}

/** Whether any viewer's device is limited. */
export function hasLimitedViewers(take: RecordedTake): boolean {
  return take.viewers.some(({ region }) => isLimited(take, region));
}

function isLimited({ header }: RecordedTake, region: string): boolean {
  return header.take.scenario.regions.find(({ id }) => id === region)?.device?.cpuCores !== undefined;
}
