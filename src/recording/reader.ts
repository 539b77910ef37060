import { InputError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import type { RecordedTake } from '../model/recording/recorded-take.ts';
import { RECORDING_SCHEMA_VERSION, type RecordLine, type WindowLine } from '../model/recording/recording.ts';
import { headerFault } from './check-header.ts';
import { gatherTake, type TakeGatherer } from './gather-take.ts';
import { measuredFields } from './measured-reports.ts';
import { NO_OTHERS, otherViewers } from './other-viewers.ts';
import { createLineParser, type ParsedLine } from './parse-line.ts';
import { type IsLeftOut, readLines } from './read-lines.ts';
import { findSpoiltFault } from './spoilt/spoilt-fault.ts';

/** Schema versions that can be read. Version 1 had no shapes; its lines are otherwise the same. */
const READABLE: readonly unknown[] = [1, RECORDING_SCHEMA_VERSION];

/** A part of a take's viewers: the one at `index` among `count` parts of about equal size, in the plan's order. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** Share without any viewer. */
export const NOBODY: Share = { index: 0, count: Number.POSITIVE_INFINITY };

/**
 * Reads a recording, with all viewers, a share of them or nobody, however it ended: torn lines are counted and left out,
 * lines of unknown types are skipped, and so is what links and origin counted of viewers that are not of the share. Throws
 * InputError when the file cannot be read, does not begin with a header, or has another schema version.
 */
export async function readRecording(file: string, share: Share = { index: 0, count: 1 }): Promise<RecordedTake> {
  let gatherer: TakeGatherer | undefined;
  let tornLines = 0;
  let beganMs = 0;
  let others = NO_OTHERS;
  const parser = createLineParser((shape) => (others.isTheirs(shape) ? [] : measuredFields(shape)));
  const isLeftOut: IsLeftOut = (bytes, from, to) => {
    const head = others.ids.size === 0 ? undefined : parser.headOf(bytes, from, to);
    if (head === undefined || !others.ids.has(head.participant)) return false;
    gatherer?.skip(head.atMs);
    return true;
  };
  try {
    for await (const texts of readLines(file, isLeftOut))
      for (const text of texts) {
        const parsed = parser.parse(text);
        if (gatherer === undefined) {
          const header = headerOf(file, text, parsed);
          const selected = shareOf(header.take.viewers, share);
          others = otherViewers(header, selected);
          gatherer = gatherTake(header, selected);
          beganMs = header.atMs;
        } else if (parsed.type === 'line' && isOfThisTake(parsed.line, beganMs)) {
          if (parsed.line.type === 'window') refuseSpoiltFault(file, parsed.line);
          gatherer.add(parsed.line);
        } else if (parsed.type === 'torn' || parsed.type === 'line') tornLines++;
      }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notARecording(file, 'a readable file', messageOf(error));
  }
  if (gatherer === undefined) throw notARecording(file, 'a recording that begins with its header', 'an empty file');
  return gatherer.finish(tornLines);
}

/** Time from the header within which all lines of a take were written, ms: two days at most, and none before it but for jumps of the clock. */
const WRITTEN_MS = { before: 3_600_000, after: 3 * 24 * 3_600_000 } as const;

/** Reports whether a line can be of the take that began then. One of another year is damage, and would be counted second by second. */
function isOfThisTake({ atMs }: RecordLine, beganMs: number): boolean {
  return atMs >= beganMs - WRITTEN_MS.before && atMs <= beganMs + WRITTEN_MS.after;
}

function shareOf<T>(all: readonly T[], { index, count }: Share): readonly T[] {
  const begin = (part: number) => Math.round((all.length * part) / count);
  return all.slice(begin(index), begin(index + 1));
}

function headerOf(file: string, text: string | undefined, parsed: ParsedLine) {
  // The version is checked first: lines of another version may look different.
  const first = fieldsOf(text);
  const version = first?.schemaVersion;
  if (version !== undefined && !READABLE.includes(version))
    throw notARecording(file, `schemaVersion ${READABLE.join(' or ')}`, `schemaVersion ${JSON.stringify(version)}`);
  if (parsed.type === 'line' && parsed.line.type === 'header') return parsed.line;
  const fault = first?.type === 'header' ? headerFault(first) : undefined;
  const got =
    parsed.type === 'line'
      ? `a line of type "${parsed.line.type}"`
      : fault === undefined
        ? 'a line that is not a header'
        : `a header whose ${fault} is missing or wrong`;
  throw notARecording(file, 'a recording that begins with its header', got);
}

function fieldsOf(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function refuseSpoiltFault(file: string, window: WindowLine): void {
  const fault = findSpoiltFault(window);
  if (fault !== undefined) throw new InputError([{ where: file, path: 'window.spoiltSeconds', ...fault }]);
}

function notARecording(file: string, expected: string, got: string): InputError {
  return new InputError([{ where: file, path: '', expected, got }]);
}
