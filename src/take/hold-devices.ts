import { wallMs } from '../lib/clock.ts';
import type { DeviceLine } from '../model/recording/sample-lines.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { ownPrefix } from '../network/backends/namespaces/owner.ts';
import type { Pace } from '../pace/pace.ts';
import { CpuGroup } from '../participants/cpu-group.ts';

const SECOND_MS = 1000;
const SHORT_NAME_CHARACTERS = 24;

/** The CPU limits of a take's viewers that watch on a limited device. */
export interface HeldDevices {
  /** Files into which the browser of this viewer writes its process id before it starts; none for an unlimited one. */
  joinFiles(viewer: string): readonly string[];
  /** Pages are open: from now on the limits hold, and are recorded every second. */
  begin(record: (line: DeviceLine) => void, pace: Pace): void;
  /** Once the browsers have ended. */
  close(): Promise<void>;
}

let made = 0;

/** Throws CannotMeasureError when the scenario limits a device and this machine cannot. Leaves nothing. */
export async function checkDevices({ regions }: Scenario): Promise<void> {
  if (regions.some(({ device }) => device?.cpuCores !== undefined))
    await new CpuGroup(`${ownPrefix()}cpu-probe`).close();
}

/** A control group for every viewer whose device has a limit. Throws CannotMeasureError; then none is left. */
export async function holdDevices(take: Take): Promise<HeldDevices> {
  const groups = new Map<string, { readonly group: CpuGroup; readonly cores: number }>();
  let timer: NodeJS.Timeout | undefined;
  const close = async () => {
    clearInterval(timer);
    for (const { group } of groups.values()) await group.close();
  };
  try {
    for (const { id, region } of take.viewers) {
      const cores = take.scenario.regions.find((candidate) => candidate.id === region)?.device?.cpuCores;
      if (cores !== undefined)
        groups.set(id, {
          group: new CpuGroup(`${ownPrefix()}cpu${++made}-${id.slice(0, SHORT_NAME_CHARACTERS)}`),
          cores,
        });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    joinFiles: (viewer) => groups.get(viewer)?.group.joinFiles ?? [],
    begin(record, pace) {
      const before = new Map([...groups].map(([id, { group }]) => [id, { count: group.count(), atMs: wallMs() }]));
      if (groups.size === 0) return;
      pace.onChange((factor) => {
        for (const { group, cores } of groups.values()) group.limit(cores, factor);
      });
      timer = setInterval(() => {
        for (const [viewer, { group }] of groups) {
          const atMs = wallMs();
          const [last, count] = [before.get(viewer), group.count()];
          before.set(viewer, { count, atMs });
          const line = last && deviceLine(viewer, last, { count, atMs });
          if (line !== undefined) record(line);
        }
      }, SECOND_MS);
    },
    close,
  };
}

interface Counted {
  readonly count: ReturnType<CpuGroup['count']>;
  readonly atMs: number;
}

/** Undefined for a second that the kernel did not count: a hole in the recording, which validity sees. */
function deviceLine(viewer: string, before: Counted, after: Counted): DeviceLine | undefined {
  if (before.count === undefined || after.count === undefined) return undefined;
  const periods = after.count.periods - before.count.periods;
  const usedS =
    after.count.usedS === undefined || before.count.usedS === undefined
      ? undefined
      : after.count.usedS - before.count.usedS;
  return {
    type: 'device',
    atMs: after.atMs,
    viewer,
    ...(usedS !== undefined && { usedCores: (usedS * 1000) / (after.atMs - before.atMs) }),
    // The kernel counts only periods in which something wanted to run.
    throttledFraction: periods > 0 ? (after.count.throttledPeriods - before.count.throttledPeriods) / periods : 0,
  };
}
