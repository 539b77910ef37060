import type { CaseDemand, CaseSecond } from './case-second.ts';

/** Share of what the flows together could take from which they count as converged, and for how many seconds in a row. */
const CONVERGED = 0.8;
const STEADY_S = 3;
/** Time at the end over which fairness is measured: RFC 8868, section 3, names 1, 5 and 20 s. */
const FAIR_S = 20;

/** Figures of one test case, as RFC 8868 asks for them. */
export interface SheetRow {
  /** Bytes carried over those that the flows could have taken. */
  readonly utilisation: number;
  readonly queueP50Ms: number;
  readonly queueP95Ms: number;
  readonly lossFraction: number;
  /** For the start, each change of capacity and each flow that begins or ends: seconds until converged; undefined if never. */
  readonly convergenceS: readonly (number | undefined)[];
  /** The stream's rate relative to the mean of the others', at the end; undefined without others. */
  readonly fairness: number | undefined;
}

export function sheetRow(seconds: readonly CaseSecond[], demand: CaseDemand): SheetRow {
  const wanted = seconds.map(({ capacityBps }, second) => Math.min(capacityBps, demandAt(demand, second)));
  const carried = seconds.map(({ ownBytes, crossBytes }) => (ownBytes + crossBytes) * 8);
  const waits = seconds.flatMap(({ queueP95Ms }) => queueP95Ms ?? []).sort((a, b) => a - b);
  const packets = sum(seconds.map(({ ownPackets }) => ownPackets));
  return {
    utilisation: sum(carried) / sum(wanted),
    queueP50Ms: waits[Math.floor(waits.length * 0.5)] ?? Number.NaN,
    queueP95Ms: waits[Math.floor(waits.length * 0.95)] ?? Number.NaN,
    lossFraction: packets === 0 ? Number.NaN : sum(seconds.map(({ ownLost }) => ownLost)) / packets,
    convergenceS: changes(seconds, demand).map((from, n, all) =>
      convergence(carried.slice(from, all[n + 1]), wanted.slice(from, all[n + 1])),
    ),
    fairness: fairness(seconds, demand),
  };
}

/** Returns the seconds at which a flow begins or ends or the capacity changes; the start is the first. */
function changes(seconds: readonly CaseSecond[], { others }: CaseDemand): number[] {
  const steps = seconds.flatMap(({ capacityBps }, second) =>
    second > 0 && capacityBps !== seconds[second - 1]?.capacityBps ? [second] : [],
  );
  const flows = others
    .flatMap(({ fromS, toS }) => [fromS, toS])
    .filter((second) => second > 0 && second < seconds.length);
  return [...new Set([0, ...steps, ...flows])].sort((a, b) => a - b);
}

function convergence(carried: readonly number[], wanted: readonly number[]): number | undefined {
  for (let second = 0; second + STEADY_S <= carried.length; second++) {
    const isSteady = Array.from({ length: STEADY_S }, (_, n) => second + n).every(
      (at) => (carried[at] ?? 0) >= CONVERGED * (wanted[at] ?? Number.POSITIVE_INFINITY),
    );
    if (isSteady) return second;
  }
  return undefined;
}

function fairness(seconds: readonly CaseSecond[], { others }: CaseDemand): number | undefined {
  const end = seconds.length;
  const last = seconds.slice(-FAIR_S);
  const count = others.filter(({ fromS, toS }) => fromS < end - FAIR_S && toS >= end).length;
  const crossBytes = sum(last.map((second) => second.crossBytes));
  return count === 0 || crossBytes === 0 ? undefined : sum(last.map(({ ownBytes }) => ownBytes)) / (crossBytes / count);
}

function demandAt({ ownBps, others }: CaseDemand, second: number): number {
  return ownBps + sum(others.filter(({ fromS, toS }) => fromS <= second && second < toS).map(({ mostBps }) => mostBps));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
