import type { Segment } from '../model/network.ts';
import { draftOf } from './draft.ts';
import {
  type DirectedProfile,
  type LineEnd,
  largestBurstLoss,
  linkProfilesOfHaul,
  linkProfilesOfLine,
} from './link-profiles.ts';
import { describeValue, finding, type Notes, type Path } from './notes.ts';
import { haulProfileSchema, lineProfileSchema, type WrittenHaul, type WrittenLine } from './schema/profiles.ts';
import { isRecord } from './structure.ts';

const ROUNDING_MS = 1e-6;

/** A line written in place, as a segment; where its fields contradict each other goes to the notes. */
export function segmentOfWrittenLine(value: unknown, end: LineEnd, path: Path, notes: Notes): Segment {
  const line: WrittenLine = draftOf(lineProfileSchema, value);
  const profiles = linkProfilesOfLine(line, end);
  checkCompanions(value, ['down', 'up'], path, notes);
  checkProfile(line, profiles, path, notes);
  return { profile: 'custom', label: labelOf(value), ...profiles };
}

/** A haul written in place, as a segment. */
export function segmentOfWrittenHaul(value: unknown, path: Path, notes: Notes): Segment {
  const haul: WrittenHaul = draftOf(haulProfileSchema, value);
  const profiles = linkProfilesOfHaul(haul);
  checkCompanions(value, ['rate'], path, notes);
  checkProfile(haul, profiles, path, notes);
  return { profile: 'custom', label: labelOf(value), ...profiles };
}

/** Fields that mean nothing without another. What stands in the file counts, right or wrong. */
function checkCompanions(value: unknown, rateKeys: readonly string[], path: Path, notes: Notes): void {
  const stands = (key: string) => isRecord(value) && value[key] !== undefined;
  if (stands('queue') && !rateKeys.some(stands)) {
    const rates = rateKeys.map((key) => `\`${key}\``).join(' or ');
    const expected = `${rates} beside it: a queue forms before a bottleneck`;
    notes.findings.push(finding([...path, 'queue'], expected, 'a queue without a rate'));
  }
  if (stands('burst') && !stands('loss')) {
    const expected = '`loss` beside it: a burst is of lost packets';
    notes.findings.push(finding([...path, 'burst'], expected, 'a burst without loss'));
  }
}

function checkProfile(
  { rtt, jitter, burst, delay, loss }: WrittenLine | WrittenHaul,
  { out, back }: DirectedProfile,
  path: Path,
  notes: Notes,
): void {
  const bothMs = out.delayMs + back.delayMs;
  if (rtt !== undefined && delay !== undefined && Math.abs(bothMs - rtt) > ROUNDING_MS)
    notes.findings.push(
      finding([...path, 'delay'], `delays that add up to the rtt of ${rtt} ms`, `${bothMs} ms in all`),
    );
  const leastMs = Math.min(out.delayMs, back.delayMs);
  if (jitter !== undefined && jitter > leastMs)
    notes.remarks.push({
      path: [...path, 'jitter'],
      text: `± ${jitter} ms around a one-way delay of ${leastMs} ms: no packet arrives before it is sent, so the earlier part is cut off`,
    });
  if (burst !== undefined) checkBurst(burst, loss, path, notes);
}

function checkBurst(burst: number, loss: WrittenLine['loss'] | WrittenHaul['loss'], path: Path, notes: Notes): void {
  const losses = typeof loss === 'number' ? [loss] : Object.values(loss ?? {}).filter((share) => share !== undefined);
  const most = largestBurstLoss(burst);
  const highest = Math.max(0, ...losses);
  if (highest <= most) return;
  const expected = `at most ${Math.floor(most * 1000) / 10} % with a burst of ${burst}: a packet arrives between two bursts`;
  notes.findings.push(finding([...path, 'loss'], expected, `${highest * 100} %`));
}

/** The profile as it is written: "rtt 20 ms, down 3 Mbps, loss out 0.5 %, back 2 %". */
function labelOf(value: unknown): string {
  if (!isRecord(value)) return 'custom';
  const fields = Object.entries(value).map(([key, field]) => {
    const shown = isRecord(field)
      ? Object.entries(field).map(([way, part]) => `${way} ${plain(part)}`)
      : [plain(field)];
    return `${key} ${shown.join('/')}`;
  });
  return fields.length === 0 ? 'no effect' : fields.join(', ');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : describeValue(value);
}
