import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../lib/errors.ts';
import { hashString } from '../lib/random.ts';
import type { Result } from '../model/result/result.ts';
import { resultText } from '../report/formats/json-report.ts';
import { writeFileAtomic } from '../report/write-file-atomic.ts';
import { conditionsText } from '../result/conditions-text.ts';

/** Origin of a saved baseline, beside the result.json that `compare` reads. */
export interface BaselineNote {
  readonly name: string;
  readonly tool: string;
  readonly scenario: string;
  /** Digest of everything that must be the same for a comparison; any change makes the baseline stale. */
  readonly conditions: string;
  /** "4 x Intel Xeon": numbers from another class of machine are doubtful. */
  readonly machine: string;
  readonly browser: string;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  readonly seeds: readonly number[];
}

const NOTE = 'baseline.json';

/** Saves a rehearsal's result and measurements, small enough to commit: without series, comparisons and recordings. Returns its directory. */
export async function saveBaseline(result: Result, name: string, folder: string): Promise<string> {
  // `compare` compares anew.
  const { comparisons: _, ...kept } = result;
  const small: Result = {
    ...kept,
    takes: result.takes.map(({ calibration: _, ...take }) => ({
      ...take,
      host: [],
      links: [],
      invalidSeconds: [],
      viewers: take.viewers.map((viewer) => ({ ...viewer, series: {} })),
    })),
  };
  const directory = join(folder, name);
  // Written on one line: indented it is three times as large.
  await writeFileAtomic(
    join(directory, 'result.json'),
    `${JSON.stringify(JSON.parse(resultText(small)))}
`,
  );
  await writeFileAtomic(join(directory, NOTE), `${JSON.stringify(noteOf(result, name), null, 2)}\n`);
  return directory;
}

export function noteOf({ scenario, takes, tool, startedAt }: Result, name: string): BaselineNote {
  const of = (key: string) => [...new Set(takes.flatMap(({ environment }) => environment[key] ?? []))].join(', ');
  const { broadcast, name: scenarioName, variants: _, changeLimits: __, ...conditions } = scenario;
  const { transport, source, firstMile } = broadcast;
  const digest = hashString(conditionsText({ ...conditions, transport, source, firstMile }));
  return {
    ...{ name, tool: `${tool.name} ${tool.version}`, scenario: scenarioName },
    conditions: digest.toString(16).padStart(8, '0'),
    machine: `${of('cpus') || 'unknown number of'} x ${of('cpuModel') || 'unknown CPU'}`,
    browser: of('browser') || 'unknown',
    recordedAt: startedAt,
    seeds: [...new Set(takes.map(({ seed }) => seed))],
  };
}

/** Reads a baseline's note; undefined if the directory is no saved baseline. */
export function readNote(directory: string): BaselineNote | undefined {
  const file = join(directory, NOTE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BaselineNote) : undefined;
}

/** Lists all baselines in a folder, by name. Throws InputError if there is no such folder. */
export function listBaselines(folder: string): readonly BaselineNote[] {
  if (!existsSync(folder))
    throw new InputError([
      { where: folder, path: '', expected: 'a folder of baselines', got: 'no such folder', hint: 'see --in' },
    ]);
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readNote(join(folder, name)) ?? []);
}

const DAY_MS = 24 * 3600 * 1000;
/** Age from which a baseline is doubtful: browsers, and with them encoders, change every four weeks; this is two of their versions. */
const STALE_DAYS = 60;

/** Returns a warning about a baseline's age; undefined while it is young, or without a note. */
export function ageWarning(note: BaselineNote | undefined, nowMs: number): string | undefined {
  if (note === undefined) return undefined;
  const days = Math.floor((nowMs - Date.parse(note.recordedAt)) / DAY_MS);
  return days > STALE_DAYS ? `the baseline ${note.name} is ${days} days old: record it anew` : undefined;
}
