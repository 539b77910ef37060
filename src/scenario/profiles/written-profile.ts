import type { JitterDistribution, LinkProfile } from '../../model/scenario/link-profile.ts';
import type { Segment } from '../../model/scenario/network.ts';
import { type CatalogProfile, shownLabels } from '../catalog/catalog.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import { draftOf } from '../resolve/draft.ts';
import type { WrittenBurst } from '../schema/effects.ts';
import { placedHaulSchema, placedLineSchema, type WrittenHaul, type WrittenLine } from '../schema/profiles.ts';
import { checkSchedule } from './check-schedule.ts';
import { type Directed, directedHaul, directedLine, type LineEnd, type WrittenLoss } from './directed.ts';
import { extendProfile } from './extend-profile.ts';
import { type DirectedProfile, largestBurstLoss, linkProfiles } from './link-profiles.ts';
import type { PerDirection } from './per-direction.ts';

const ROUNDING_MS = 1e-6;
/** How far below the delay jitter reaches where packets may overtake, of its amount: netem's pareto all, its normal nearly (2 sigma). */
const DRAWN_REACH: Readonly<Record<JitterDistribution, number>> = { uniform: 1, normal: 2, pareto: 2 / 3 };
/** Where order is kept, 1 % of the time by measurement: held back behind each other, packets are seldom early by much. */
const HELD_REACH = { uniformPerRootMs: 2.4, normal: 1.2, pareto: 2 } as const;

function jitterReachMs({ jitterMs, jitterDistribution = 'uniform', jitterReorders }: LinkProfile): number {
  if (jitterReorders === true) return DRAWN_REACH[jitterDistribution] * jitterMs;
  return jitterDistribution === 'uniform'
    ? Math.min(jitterMs, HELD_REACH.uniformPerRootMs * Math.sqrt(jitterMs))
    : HELD_REACH[jitterDistribution] * jitterMs;
}

/** A profile as it stands in a scenario, and the one that it begins with, if it names one that there is. */
export interface InPlace<W> {
  readonly value: unknown;
  readonly path: Path;
  readonly base?: CatalogProfile<W> | undefined;
}

/** A line written in place, as a segment; where its fields contradict each other goes to the notes. */
export function segmentOfWrittenLine(place: InPlace<WrittenLine>, end: LineEnd, notes: Notes): Segment {
  const { extends: _, ...own } = draftOf(placedLineSchema, place.value);
  const line: WrittenLine = place.base === undefined ? own : extendProfile(place.base.written, own);
  return segmentOf(place, directedLine(line, end), ['down', 'up'], notes);
}

/** A haul written in place, as a segment. */
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
  return {
    ...{ profile: 'custom', label: `${label}, ${labelOf(own)}` },
    ...(labelZh !== undefined && { labelZh: `${labelZh}，${labelOf(own)}` }),
    ...profiles,
  };
}

/** The name under `extends`, and where it stands; undefined where none is. */
export function extendedName(value: unknown, path: Path): { readonly name: string; readonly path: Path } | undefined {
  return isRecord(value) && typeof value.extends === 'string'
    ? { name: value.extends, path: [...path, 'extends'] }
    : undefined;
}

/** Fields that mean nothing without another. What stands in the file counts, right or wrong. */
function checkCompanions(value: unknown, rateKeys: readonly string[], path: Path, notes: Notes): void {
  const stands = (key: string) => isRecord(value) && value[key] !== undefined;
  const rates = rateKeys.map((key) => `\`${key}\``).join(' or ');
  const needsRate = (key: string, why: string, limits: readonly string[]) => {
    if (stands(key) && !limits.some(stands))
      notes.diagnostics.push(diagnostic([...path, key], `${rates} beside it: ${why}`, `a ${key} without a rate`));
  };
  needsRate('queue', 'a queue forms before a bottleneck', [...rateKeys, 'trace']);
  needsRate('discipline', 'it is that of the queue before a bottleneck', [...rateKeys, 'trace']);
  needsRate('cycle', 'it scales the rate', rateKeys);
  if (stands('start') && !stands('trace') && !stands('cycle')) {
    const expected = '`trace` or `cycle` beside it: it says where in those the window opens';
    notes.diagnostics.push(diagnostic([...path, 'start'], expected, 'a start without a course'));
  }
  if (stands('burst') && !stands('loss')) {
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
  const cut = [out, back].find((way) => jitterReachMs(way) > way.delayMs);
  if (cut !== undefined)
    notes.remarks.push({
      path: [...path, 'jitter'],
      text: `± ${cut.jitterMs} ms around a one-way delay of ${cut.delayMs} ms: no packet arrives before it is sent, so the earlier part is cut off`,
    });
  if (burst !== undefined) {
    checkBurst(burst, loss, [...path, 'loss'], notes);
    for (const [n, step] of schedule.entries()) checkBurst(burst, step.loss, [...path, 'schedule', n, 'loss'], notes);
  }
  checkSchedule(directed, path, notes);
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

/** The profile as it is written: "rtt 20 ms, down 3 Mbps, loss out 0.5 %, back 2 %". */
function labelOf(value: unknown): string {
  if (!isRecord(value)) return 'custom';
  const fields = Object.entries(value).map(([key, field]) => `${key} ${shown(field)}`);
  return fields.length === 0 ? 'no effect' : fields.join(', ');
}

function shown(field: unknown): string {
  if (Array.isArray(field)) return field.length === 1 ? 'of 1 entry' : `of ${field.length} entries`;
  if (!isRecord(field)) return typeof field === 'string' ? field : describeValue(field);
  return Object.entries(field)
    .map(([way, part]) => `${way} ${isRecord(part) && !Array.isArray(part) ? `(${shown(part)})` : plain(part)}`)
    .join('/');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : describeValue(value);
}
