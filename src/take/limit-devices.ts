import { wallMs } from '../lib/clock.ts';
import type { DeviceLine } from '../model/recording/sample-lines.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { ownPrefix } from '../network/backends/namespaces/owner.ts';
import type { Pace } from '../pace/pace.ts';
import { CpuGroup } from '../participants/cpu-group.ts';
import { coresHere, hasChanged } from '../participants/device-cores.ts';
import { CpuWorth } from '../time/cpu-worth.ts';

const SAMPLE_INTERVAL_MS = 1000;
/** Interval at which it is measured what a CPU second is worth: some 0.6 % of one CPU at factor 1. */
const WORTH_INTERVAL_MS = 250;
/** Measurements before the browsers start; the first one finds cold caches. */
const FIRST_MEASUREMENTS = 4;
/** Length to which a viewer's id is cut within its group's name. */
const SHORT_NAME_CHARACTERS = 24;

/** CPU limits of the viewers of a take that watch on a limited device. */
export interface DeviceLimits {
  /** Files into which this viewer's browser writes its process id before it starts; empty for an unlimited viewer. */
  joinFiles(viewer: string): readonly string[];
  /** Enforces the limits from now on, and records their use every second. Call it once pages are open. */
  begin(record: (line: DeviceLine) => void, pace: Pace): void;
  /** Removes the groups. Call it once the browsers have ended. */
  close(): Promise<void>;
}

interface LimitedGroup {
  readonly group: CpuGroup;
  /** Cores of the reference machine that it may use, a fraction allowed. */
  readonly cores: number;
}

let groupsMade = 0;

/** Throws CannotMeasureError when the scenario limits a device and this machine cannot. Leaves nothing behind. */
export async function checkDevices({ regions }: Scenario): Promise<void> {
  if (regions.some(({ device }) => device?.cpuCores !== undefined))
    await new CpuGroup(`${ownPrefix()}cpu-probe`).close();
}

/** Makes a control group for every viewer whose device is limited. Throws CannotMeasureError, and then leaves none. */
export async function limitDevices(take: Take): Promise<DeviceLimits> {
  const groups = new Map<string, LimitedGroup>();
  const timers: NodeJS.Timeout[] = [];
  const close = async () => {
    for (const timer of timers) clearInterval(timer);
    for (const { group } of groups.values()) await group.close();
  };
  try {
    for (const { id, region } of take.viewers) {
      const cores = take.scenario.regions.find((candidate) => candidate.id === region)?.device?.cpuCores;
      if (cores !== undefined) groups.set(id, { group: new CpuGroup(nextGroupName(id)), cores });
    }
  } catch (error) {
    await close();
    throw error;
  }
  if (groups.size === 0) return { joinFiles: () => [], begin: () => {}, close };
  const worth = new CpuWorth();
  for (let i = 0; i < FIRST_MEASUREMENTS; i++) await worth.measure();
  return {
    joinFiles: (viewer) => groups.get(viewer)?.group.joinFiles ?? [],
    begin(record, pace) {
      /** Viewers whose limit could not be set. */
      const unlimited = new Set<string>();
      const sample = createUsageSampler(groups, worth, (line) => {
        if (!unlimited.has(line.viewer)) record(line);
      });
      let [limitedAt, factorNow] = [worth.worth, 1];
      const limit = () => {
        limitedAt = worth.worth;
        for (const [viewer, { group, cores }] of groups)
          try {
            group.limit(coresHere(cores, limitedAt), factorNow);
            unlimited.delete(viewer);
          } catch {
            // The kernel refuses the limit, or somebody removed the group: validity misses the seconds that are not recorded.
            unlimited.add(viewer);
          }
      };
      pace.onChange((factor) => {
        factorNow = factor;
        limit();
      });
      timers.push(
        setInterval(() => void worth.measure(), WORTH_INTERVAL_MS),
        setInterval(() => {
          sample();
          if (hasChanged(worth.worth, limitedAt)) limit();
        }, SAMPLE_INTERVAL_MS),
      );
    },
    close,
  };
}

function nextGroupName(viewer: string): string {
  return `${ownPrefix()}cpu${++groupsMade}-${viewer.slice(0, SHORT_NAME_CHARACTERS)}`;
}

interface UsageReading {
  readonly count: ReturnType<CpuGroup['count']>;
  readonly atMs: number;
}

/** Returns a function that records what each group has used since its last call. */
function createUsageSampler(
  groups: ReadonlyMap<string, LimitedGroup>,
  worth: CpuWorth,
  record: (line: DeviceLine) => void,
): () => void {
  const read = ({ group }: LimitedGroup): UsageReading => ({ atMs: wallMs(), count: group.count() });
  const readings = new Map(Array.from(groups, ([viewer, limited]) => [viewer, read(limited)]));
  return () => {
    for (const [viewer, limited] of groups) {
      const [before, after] = [readings.get(viewer), read(limited)];
      readings.set(viewer, after);
      const line = before && deviceLine(viewer, before, after, worth.worth);
      if (line !== undefined) record(line);
    }
  };
}

/** Returns undefined for a second that the kernel did not count: a hole in the recording, which validity notices. */
function deviceLine(
  viewer: string,
  before: UsageReading,
  after: UsageReading,
  cpuWorth: number | undefined,
): DeviceLine | undefined {
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
    ...(cpuWorth !== undefined && { cpuWorth }),
    // The kernel counts only periods in which something wanted to run.
    throttledFraction: periods > 0 ? (after.count.throttledPeriods - before.count.throttledPeriods) / periods : 0,
  };
}
