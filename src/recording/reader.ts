import { InputError } from '../lib/errors.ts';
import type { RecordedTake } from '../model/recorded-take.ts';
import { RECORDING_SCHEMA_VERSION } from '../model/recording.ts';
import { gatherTake, type TakeGatherer } from './gather-take.ts';
import { measuredFields } from './measured-reports.ts';
import { lineParser, type ParsedLine } from './parse-line.ts';
import { readLines } from './read-lines.ts';

/** Version 1 had no shapes; its lines are still what they were. */
const READABLE: readonly unknown[] = [1, RECORDING_SCHEMA_VERSION];

/**
 * Reads a recording back, whatever it died of: a torn last line is counted and left out, lines of unknown types are
 * skipped. Throws InputError when the file cannot be read, does not begin with a header, or is of another schema version.
 */
export async function readRecording(file: string): Promise<RecordedTake> {
  let gatherer: TakeGatherer | undefined;
  let tornLines = 0;
  const parse = lineParser(measuredFields);
  try {
    for await (const texts of readLines(file))
      for (const text of texts) {
        const parsed = parse(text);
        if (gatherer === undefined) gatherer = gatherTake(headerOf(file, text, parsed));
        else if (parsed.type === 'line') gatherer.add(parsed.line);
        else if (parsed.type === 'torn') tornLines++;
      }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notARecording(file, 'a readable file', error instanceof Error ? error.message : String(error));
  }
  if (gatherer === undefined) throw notARecording(file, 'a recording that begins with its header', 'an empty file');
  return gatherer.finish(tornLines);
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

function notARecording(file: string, expected: string, got: string): InputError {
  return new InputError([{ where: file, path: '', expected, got }]);
}
