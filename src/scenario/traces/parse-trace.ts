import { messageOf } from '../../lib/message-of.ts';
import type { RateStep, Trace } from '../../model/scenario/link-profile.ts';
import { MS_PER_SECOND } from '../../model/units.ts';
import { describeValue } from '../reading/notes.ts';
import { looksLikeRows, type TraceLine, type TraceRow, traceRows } from './trace-rows.ts';

/** A line, or an entry of a JSON list, that does not belong in a trace, by its number from 1. */
export interface BadLine {
  readonly line: number;
  readonly unit?: 'entry';
  readonly expected: string;
  readonly got: string;
}

export type ParsedTrace =
  | { readonly type: 'ok'; readonly trace: Trace }
  | { readonly type: 'refused'; readonly bad: readonly BadLine[] };

const BPS_PER_MBPS = 1e6;
/** Least time between two rates, in µs: a trace of shorter steps would be played for ever. */
const LEAST_STEP_US = 100;
const STEP_EXPECTED = `a time at least ${LEAST_STEP_US / 1000} ms after that of the line above`;
/** Latest time of an opportunity, in ms: beyond a week it is no time since the beginning. */
const MOST_MS = 7 * 24 * 3_600_000;
/** Time and rate beyond which a number is no measurement of a line: a year, and a petabit a second. */
const MOST = { seconds: 365 * 24 * 3600, mbps: 1e9 } as const;
/** Content of a file without a single line of data, as messages show it. */
const NOTHING = 'nothing';

/**
 * Parses the text of a trace file, by the extension of its name. `.csv` and `.json` hold pairs of seconds and Mbps: the trace
 * begins at the time of the first pair, each rate lasts until the next, the last as long as the one before it. Other files hold
 * mahimahi's format, a time in whole ms per line, or two numbers per line, which are seconds and Mbps as well. Lines that begin
 * with # are comments, which mahimahi itself does not accept.
 */
export function parseTrace(name: string, written: string): ParsedTrace {
  const text = written.replace(/^\uFEFF/, '');
  const lowerName = name.toLowerCase();
  if (lowerName.endsWith('.json')) return parseJson(text);
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((each, index): TraceLine => ({ line: index + 1, text: each.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  return lowerName.endsWith('.csv') || looksLikeRows(lines) ? ratesOf(traceRows(lines)) : parseOpportunities(lines);
}

function parseOpportunities(lines: readonly TraceLine[]): ParsedTrace {
  const expected = 'a time in whole ms, such as 17, not before that of the line above nor after a week';
  const bad: BadLine[] = [];
  const atMs: number[] = [];
  for (const { line, text } of lines) {
    const ms = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (ms >= (atMs.at(-1) ?? 0) && ms <= MOST_MS) atMs.push(ms);
    else bad.push({ line, expected, got: describeValue(text) });
  }
  if (bad.length > 0) return { type: 'refused', bad };
  const periodMs = atMs.at(-1) ?? 0;
  if (periodMs > 0) return { type: 'ok', trace: { type: 'opportunities', atMs, periodMs } };
  const got = atMs.length === 0 ? NOTHING : 'a trace that ends at 0';
  return refusedAt(lines.at(-1)?.line ?? 1, 'a last time above 0: the trace lasts until then', got);
}

function parseJson(text: string): ParsedTrace {
  const expected = 'a JSON list of pairs of seconds and Mbps, such as [[0, 5], [1, 3.2]]';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const line = text.slice(0, placeOfError(text, error)).split(/\r\n|\r|\n/).length;
    return refusedAt(line, expected, text.trim() === '' ? NOTHING : 'text that is no JSON');
  }
  if (!Array.isArray(value))
    return refusedAt(1, expected, value === null ? NOTHING : (JSON_KINDS[typeof value] ?? 'text'));
  const parsed = ratesOf(
    value.map((entry: unknown, index) => {
      const pair = Array.isArray(entry)
        ? entry.map((cell: unknown) => (typeof cell === 'number' ? cell : Number.NaN))
        : [];
      return { line: index + 1, pair, shown: shownText(entry) };
    }),
  );
  return parsed.type === 'ok' ? parsed : { ...parsed, bad: parsed.bad.map((each) => ({ ...each, unit: 'entry' })) };
}

/** Everything that JSON is made of (RFC 8259). */
const JSON_TOKEN = /\s+|[[\]{},:]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null/iy;

/** Returns where a text stops being JSON, as an offset. The parser reports only where a token is out of place, and not always. */
function placeOfError(text: string, error: unknown): number {
  let tokens = 0;
  for (const { index, 0: token } of text.matchAll(new RegExp(JSON_TOKEN, 'giy'))) tokens = index + token.length;
  const [, at] = / at position (\d+)/.exec(messageOf(error)) ?? [];
  return Math.min(tokens, at === undefined ? text.trimEnd().length : Number(at));
}

/** Kinds of JSON that are no list, as messages call them. */
const JSON_KINDS: Readonly<Record<string, string>> = { object: 'a map', number: 'a number', boolean: 'a switch' };

/** Formats an entry for a message; a deeply nested one cannot be. */
function shownText(entry: unknown): string {
  try {
    return describeValue(entry);
  } catch {
    return 'values within values';
  }
}

function ratesOf(rows: readonly TraceRow[]): ParsedTrace {
  const expected = 'two columns: seconds, after those of the line above, and Mbps of 0 or more, such as "12.5, 3.2"';
  const bad: BadLine[] = [];
  const steps: RateStep[] = [];
  let beginSeconds: number | undefined;
  let lastSeconds = Number.NEGATIVE_INFINITY;
  for (const { line, pair, shown } of rows) {
    const [seconds = Number.NaN, mbps = Number.NaN] = pair;
    // Whole microseconds: 0.0003 is a little less than 0.0002 + 0.0001.
    const stepUs = Math.round((seconds - lastSeconds) * 1e6);
    const isTime = Number.isFinite(seconds) && seconds - (beginSeconds ?? seconds) <= MOST.seconds;
    const isPair = pair.length === 2 && isTime && mbps >= 0 && mbps <= MOST.mbps;
    if (!isPair || stepUs < LEAST_STEP_US) {
      bad.push({ line, expected: isPair && stepUs > 0 ? STEP_EXPECTED : expected, got: shown });
      continue;
    }
    beginSeconds ??= seconds;
    lastSeconds = seconds;
    steps.push({ atMs: (seconds - beginSeconds) * MS_PER_SECOND, rateBps: toMillis(mbps * BPS_PER_MBPS) });
  }
  if (bad.length > 0) return { type: 'refused', bad };
  if (steps.every(({ rateBps }) => rateBps === 0))
    return refusedAt(
      rows.at(-1)?.line ?? 1,
      'a rate above 0 somewhere',
      rows.length === 0 ? NOTHING : 'only rates of 0',
    );
  const lastMs = steps.at(-1)?.atMs ?? 0;
  const beforeLastMs = steps.at(-2)?.atMs;
  const periodMs = lastMs + (beforeLastMs === undefined ? MS_PER_SECOND : lastMs - beforeLastMs);
  return { type: 'ok', trace: { type: 'rates', steps, periodMs } };
}

/** Rounds to thousandths, which a factor may leave behind. */
function toMillis(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function refusedAt(line: number, expected: string, got: string): ParsedTrace {
  return { type: 'refused', bad: [{ line, expected, got }] };
}
