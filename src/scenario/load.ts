import { InputError, type Problem } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { type Catalog, loadCatalog } from './catalog.ts';
import { formatPath, type Notes } from './notes.ts';
import { resolveBroadcast } from './resolve-broadcast.ts';
import { resolveBudgets } from './resolve-budgets.ts';
import { checkSharedHaul, resolveRegions } from './resolve-regions.ts';
import { scenarioSchema } from './schema/scenario.ts';
import { noteStrain } from './strain.ts';
import { isRecord, structureFindings } from './structure.ts';
import { readWrittenFile, type WrittenFile } from './written-file.ts';

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** The file's text, as it was. */
  readonly source: string;
  /** "file:line: regions[1].access: ...": what is allowed and yet probably not meant. */
  readonly warnings: string[];
}

/**
 * Reads and validates a scenario file. `cpus` is the machine's number of cores: with it, more viewers than it carries are
 * warned of. Throws InputError with all problems at once, in the file's order.
 */
export async function loadScenario(
  file: string,
  vocabulary: Vocabulary,
  options: { readonly cpus?: number } = {},
): Promise<LoadedScenario> {
  const written = await readWrittenFile(file);
  const notes: Notes = { findings: [], remarks: [] };
  const scenario = await scenarioOf(written.value, { file, vocabulary, catalog: await loadCatalog(), notes });
  if (scenario === undefined || written.duplicates.length > 0) throw new InputError(problemsOf(file, written, notes));
  noteStrain(scenario, options.cpus, notes);
  const warnings = notes.remarks.map(
    ({ path, text }) => `${file}:${written.lineOf(path)}: ${formatPath(path)}: ${text}`,
  );
  return { scenario, source: written.text, warnings };
}

interface Context {
  readonly file: string;
  readonly vocabulary: Vocabulary;
  readonly catalog: Catalog;
  readonly notes: Notes;
}

/** Undefined when anything is wrong, and then the notes have findings. */
async function scenarioOf(value: unknown, context: Context): Promise<Scenario | undefined> {
  const { catalog, vocabulary, notes } = context;
  const structure = scenarioSchema.safeParse(value);
  if (!structure.success) notes.findings.push(...structureFindings(structure.error.issues, value));
  const top = isRecord(value) ? value : {};

  const { source, firstMile, sharedHaul } = await resolveBroadcast(top.broadcast, context);
  checkSharedHaul(sharedHaul, catalog, notes);
  const { regions, ids } = resolveRegions(top.regions, { catalog, sharedHaul, notes });
  const budgets = resolveBudgets(top.budgets, ids, vocabulary, notes);

  if (!structure.success || notes.findings.length > 0 || source === undefined || firstMile === undefined)
    return undefined;
  const { name, duration, warmup, seeds } = structure.data;
  const { transport, video, audio } = structure.data.broadcast;
  return {
    name,
    durationMs: duration,
    warmupMs: warmup,
    seeds,
    broadcast: {
      transport,
      source,
      video: { codec: video.codec, ...video.size, fps: video.fps, bitrateBps: video.bitrate },
      audio: { bitrateBps: audio.bitrate },
      firstMile,
    },
    regions,
    budgets,
  };
}

function problemsOf(file: string, written: WrittenFile, { findings }: Notes): Problem[] {
  const duplicates = written.duplicates.map(({ key, line }) => ({
    line,
    path: key,
    expected: 'each key once in its map',
    got: `"${key}" again`,
  }));
  const found = findings.map((each) => ({ ...each, line: written.lineOf(each.path), path: formatPath(each.path) }));
  return [...duplicates, ...found]
    .sort((a, b) => a.line - b.line)
    .map(({ line, ...problem }) => ({ where: `${file}:${line}`, ...problem }));
}
