import { InputError } from '../lib/errors.ts';
import type { RecordedTake } from '../model/recording/recorded-take.ts';
import { RECORDING_SCHEMA_VERSION, type WindowLine } from '../model/recording/recording.ts';
import { gatherTake, type TakeGatherer } from './gather-take.ts';
import { measuredFields } from './measured-reports.ts';
import { lineParser, type ParsedLine } from './parse-line.ts';
import { readLines } from './read-lines.ts';
import { spoiltFault } from './spoilt/spoilt-fault.ts';

/** Version 1 had no shapes; its lines are still what they were. */
const READABLE: readonly unknown[] = [1, RECORDING_SCHEMA_VERSION];

/** Some of a take's viewers: of `count` parts of about the same size, in the plan's order, the one at `index`. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/**
 * Reads a recording back, of all viewers or a share of them, whatever it died of: a torn last line is counted and left out, lines of unknown types are
 * skipped. Throws InputError when the file cannot be read, does not begin with a header, or is of another schema version.
 */
export async function readRecording(file: string, share: Share = { index: 0, count: 1 }): Promise<RecordedTake> {
  let gatherer: TakeGatherer | undefined;
  let tornLines = 0;
  const others = new Set<string>();
  const parse = lineParser({ keptFields: measuredFields, isPassed: (participant) => others.has(participant) });
  try {
    for await (const texts of readLines(file))
      for (const text of texts) {
        const parsed = parse(text);
        if (gatherer === undefined) {
          const header = headerOf(file, text, parsed);
          const asked = shareOf(header.take.viewers, share);
          for (const viewer of header.take.viewers) if (!asked.includes(viewer)) others.add(viewer.id);
          gatherer = gatherTake(header, asked);
        } else if (parsed.type === 'line') {
          if (parsed.line.type === 'window') refuseFault(file, parsed.line);
          gatherer.add(parsed.line);
        } else if (parsed.type === 'passed') gatherer.pass(parsed.atMs);
        else if (parsed.type === 'torn') tornLines++;
      }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notARecording(file, 'a readable file', error instanceof Error ? error.message : String(error));
  }
  if (gatherer === undefined) throw notARecording(file, 'a recording that begins with its header', 'an empty file');
  return gatherer.finish(tornLines);
}

function shareOf<T>(all: readonly T[], { index, count }: Share): readonly T[] {
  const begin = (part: number) => Math.round((all.length * part) / count);
  return all.slice(begin(index), begin(index + 1));
}

function headerOf(file: string, text: string | undefined, parsed: ParsedLine) {
  // Asked before the shape: another version may have another shape.
  const version = schemaVersionOf(text);
  if (version !== undefined && !READABLE.includes(version))
    throw notARecording(file, `schemaVersion ${READABLE.join(' or ')}`, `schemaVersion ${version}`);
  if (parsed.type !== 'line' || parsed.line.type !== 'header')
    throw notARecording(
      file,
      'a recording that begins with its header',
      parsed.type === 'line' ? `a line of type "${parsed.line.type}"` : 'a line that is no header',
    );
  return parsed.line;
}

function schemaVersionOf(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined;
  } catch {
    return undefined;
  }
}

function refuseFault(file: string, window: WindowLine): void {
  const fault = spoiltFault(window);
  if (fault !== undefined) throw new InputError([{ where: file, path: 'window.spoiltSeconds', ...fault }]);
}

function notARecording(file: string, expected: string, got: string): InputError {
  return new InputError([{ where: file, path: '', expected, got }]);
}
