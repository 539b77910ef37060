import type { JitterDistribution, LinkProfile } from '../../model/scenario/link-profile.ts';
import type { Segment } from '../../model/scenario/network.ts';
import { type CatalogProfile, shownLabels } from '../catalog/catalog.ts';
import { draftOf } from '../reading/draft.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { WrittenBurst } from '../schema/effects.ts';
import { placedHaulSchema, type WrittenHaul } from '../schema/haul-profile.ts';
import { placedLineSchema, type WrittenLine } from '../schema/line-profile.ts';
import { checkQueue } from './check-queue.ts';
import { checkSchedule } from './check-schedule.ts';
import { checkCrossTraffic } from './cross-flows.ts';
import { type Directed, directedHaul, directedLine, type LineEnd, type WrittenLoss } from './directed.ts';
import { extendProfile } from './extend-profile.ts';
import { type DirectedProfile, largestBurstLoss, linkProfiles } from './link-profiles.ts';
import type { PerDirection } from './per-direction.ts';

const ROUNDING_MS = 1e-6;
/**
 * Reach of jitter below the delay where packets may overtake, in multiples of its amount: of netem's pareto all of it, of its
 * normal nearly all (2 sigma).
 */
const DRAWN_REACH: Readonly<Record<JitterDistribution, number>> = { uniform: 1, normal: 2, pareto: 2 / 3 };
/**
 * Reach of jitter below the delay where packets keep their order, exceeded 1 % of the time in measurements: packets held back
 * behind each other are seldom early by much.
 */
const ORDERED_REACH = { uniformPerRootMs: 2.4, normal: 1.2, pareto: 2 } as const;

function jitterReachMs({ jitterMs, jitterDistribution = 'uniform', jitterReorders }: LinkProfile): number {
  if (jitterReorders === true) return DRAWN_REACH[jitterDistribution] * jitterMs;
  return jitterDistribution === 'uniform'
    ? Math.min(jitterMs, ORDERED_REACH.uniformPerRootMs * Math.sqrt(jitterMs))
    : ORDERED_REACH[jitterDistribution] * jitterMs;
}

/** A profile written in a scenario, with its place in the file and the named profile that it extends, if any. */
export interface InPlace<W> {
  readonly value: unknown;
  readonly path: Path;
  readonly base?: CatalogProfile<W> | undefined;
}

/** Converts a line written in place to a segment, and notes fields that contradict each other. */
export function segmentOfWrittenLine(place: InPlace<WrittenLine>, end: LineEnd, notes: Notes): Segment {
  const { extends: _, ...own } = draftOf(placedLineSchema, place.value);
  const line: WrittenLine = place.base === undefined ? own : extendProfile(place.base.written, own);
  return segmentOf(place, directedLine(line, end), ['down', 'up'], notes);
}

/** Converts a haul written in place to a segment, and notes fields that contradict each other. */
export function segmentOfWrittenHaul(place: InPlace<WrittenHaul>, notes: Notes): Segment {
  const { extends: _, ...own } = draftOf(placedHaulSchema, place.value);
  const haul: WrittenHaul = place.base === undefined ? own : extendProfile(place.base.written, own);
  return segmentOf(place, directedHaul(haul), ['rate'], notes);
}

function segmentOf(
  { value, path, base }: InPlace<WrittenLine | WrittenHaul>,
  directed: Directed,
  rateKeys: readonly string[],
  notes: Notes,
): Segment {
  const profiles = linkProfiles(directed);
  checkCompanions(isRecord(value) && base !== undefined ? { ...base.written, ...value } : value, rateKeys, path, notes);
  checkProfile(directed, profiles, path, notes);
  if (base === undefined || !isRecord(value)) return { profile: 'custom', label: labelOf(value), ...profiles };
  const { extends: _, ...own } = value;
  const { label, labelZh } = shownLabels(base);
  if (Object.keys(own).length === 0)
    return { profile: 'custom', label, ...(labelZh !== undefined && { labelZh }), ...profiles };
  return {
    ...{ profile: 'custom', label: `${label}, ${labelOf(own)}` },
    ...(labelZh !== undefined && { labelZh: `${labelZh}，${labelOf(own)}` }),
    ...profiles,
  };
}

/** Returns the name under `extends` with its path, or undefined. */
export function extendedName(value: unknown, path: Path): { readonly name: string; readonly path: Path } | undefined {
  return isRecord(value) && typeof value.extends === 'string'
    ? { name: value.extends, path: [...path, 'extends'] }
    : undefined;
}

/** Notes fields that mean nothing without another field. A field that is written counts even when its value is wrong. */
function checkCompanions(value: unknown, rateKeys: readonly string[], path: Path, notes: Notes): void {
  const isWritten = (key: string) => isRecord(value) && value[key] !== undefined;
  const rates = rateKeys.map((key) => `\`${key}\``).join(' or ');
  const needsRate = (key: string, why: string, limits: readonly string[]) => {
    if (isWritten(key) && !limits.some(isWritten))
      notes.diagnostics.push(diagnostic([...path, key], `${rates} beside it: ${why}`, `a ${key} without a rate`));
  };
  needsRate('queue', 'a queue forms before a bottleneck', [...rateKeys, 'trace']);
  needsRate('discipline', 'it is that of the queue before a bottleneck', [...rateKeys, 'trace']);
  needsRate('cycle', 'it scales the rate', rateKeys);
  if (isWritten('start') && !isWritten('trace') && !isWritten('cycle')) {
    const expected = '`trace` or `cycle` beside it: it says where in those the window opens';
    notes.diagnostics.push(diagnostic([...path, 'start'], expected, 'a start without either'));
  }
  needsRate('crossTraffic', 'it shares the queue before a bottleneck', [...rateKeys, 'trace']);
  if (isWritten('burst') && !isWritten('loss')) {
    const expected = '`loss` beside it: a burst is of lost packets';
    notes.diagnostics.push(diagnostic([...path, 'burst'], expected, 'a burst without loss'));
  }
}

function checkProfile(directed: Directed, { out, back }: DirectedProfile, path: Path, notes: Notes): void {
  const { rtt, delay, burst, loss, schedule } = directed;
  const bothMs = out.delayMs + back.delayMs;
  const hasDelay = delay.out !== undefined || delay.back !== undefined;
  if (rtt !== undefined && hasDelay && Math.abs(bothMs - rtt) > ROUNDING_MS)
    notes.diagnostics.push(
      diagnostic([...path, 'delay'], `delays that add up to the rtt of ${rtt} ms`, `${bothMs} ms in all`),
    );
  const cut = [out, back].find((link) => jitterReachMs(link) > link.delayMs);
  if (cut !== undefined)
    notes.warnings.push({
      path: [...path, 'jitter'],
      text: `± ${cut.jitterMs} ms around a one-way delay of ${cut.delayMs} ms: no packet arrives before it is sent, so the earlier part is cut off`,
    });
  if (burst !== undefined) {
    checkBurst(burst, loss, [...path, 'loss'], notes);
    for (const [n, step] of schedule.entries()) checkBurst(burst, step.loss, [...path, 'schedule', n, 'loss'], notes);
  }
  checkSchedule(directed, path, notes);
  checkCrossTraffic(directed, path, notes);
  checkQueue(directed, path, notes);
}

function checkBurst(burst: WrittenBurst, loss: PerDirection<WrittenLoss>, path: Path, notes: Notes): void {
  const losses = [loss.out, loss.back];
  if (losses.some((each) => typeof each === 'object'))
    notes.diagnostics.push(
      diagnostic(path, 'a share beside `burst`, or a chain alone', 'a chain {p, r, ...} beside `burst`'),
    );
  const most = largestBurstLoss(burst);
  const highest = Math.max(0, ...losses.filter((each) => typeof each === 'number'));
  if (highest <= most) return;
  const expected = `at most ${Math.floor(most * 1000) / 10} % with a burst of ${burstText(burst)}: a packet arrives between two bursts`;
  notes.diagnostics.push(diagnostic(path, expected, `${highest * 100} %`));
}

function burstText(burst: WrittenBurst): string {
  if (typeof burst === 'number') return String(burst);
  return 'packets' in burst ? `${burst.packets} packets` : `${burst.ms} ms`;
}

/** Formats a profile as it is written: "rtt 20 ms, down 3 Mbps, loss out 0.5 %/back 2 %". */
function labelOf(value: unknown): string {
  if (!isRecord(value)) return 'custom';
  const fields = Object.entries(value).map(([key, field]) => `${key} ${shown(field)}`);
  return fields.length === 0 ? 'no effect' : fields.join(', ');
}

function shown(field: unknown): string {
  if (Array.isArray(field)) return field.length === 1 ? 'of 1 entry' : `of ${field.length} entries`;
  if (!isRecord(field)) return typeof field === 'string' ? field : describeValue(field);
  return Object.entries(field)
    .map(([key, part]) => `${key} ${isRecord(part) && !Array.isArray(part) ? `(${shown(part)})` : plain(part)}`)
    .join('/');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : describeValue(value);
}
