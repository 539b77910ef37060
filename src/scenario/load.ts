import type { Machine } from '../capacity/machine-load.ts';
import { InputError } from '../lib/errors.ts';
import type { Broadcast, Scenario } from '../model/scenario/scenario.ts';
import { isPublished } from '../model/scenario/transport.ts';
import type { Vocabulary } from '../model/scenario/vocabulary.ts';
import type { Airtime } from './airtime/airtime.ts';
import { CHINA_ZONE, localTime } from './airtime/local-time.ts';
import { type Catalog, loadCatalog } from './catalog/catalog.ts';
import { extendByScenario } from './catalog/own-catalogs.ts';
import { checkLayers } from './checks/check-layers.ts';
import { checkLength } from './checks/check-length.ts';
import { checkSourceSize } from './checks/check-source-size.ts';
import { checkTransportSettings } from './checks/check-transport-settings.ts';
import { noteOverload } from './checks/note-overload.ts';
import { noteTransport } from './checks/note-transport.ts';
import { findScenario } from './find-scenario.ts';
import { formatPath, type Notes, type Path } from './reading/notes.ts';
import { problemsOf } from './reading/problems-of.ts';
import { isRecord, structureFindings } from './reading/structure.ts';
import { withSecretPaths } from './reading/with-secret-paths.ts';
import { readWrittenFile, type WrittenFile } from './reading/written-file.ts';
import { resolveBroadcast } from './resolve/resolve-broadcast.ts';
import { resolveBudgets } from './resolve/resolve-budgets.ts';
import { resolveChangeLimits } from './resolve/resolve-change-limits.ts';
import { resolveEvents } from './resolve/resolve-events.ts';
import { checkSharedHaul } from './resolve/resolve-haul.ts';
import { resolveLadder } from './resolve/resolve-ladder.ts';
import { resolveRegions } from './resolve/resolve-regions.ts';
import { audioSettings, noteVariants, resolveVariants, videoSettings } from './resolve/resolve-variants.ts';
import { airtimeSchema } from './schema/airtime.ts';
import { scenarioSchema } from './schema/scenario.ts';
import { resolveTraces } from './traces/resolve-traces.ts';

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** The file's text, as it was. */
  readonly source: string;
  /** "file:line: regions[1].access: ...": what is allowed and yet probably not meant. */
  readonly warnings: string[];
}

/**
 * Reads and validates a scenario file. With the machine that it is to run on (its `cpus` at least), more viewers than that carries are warned of.
 * Throws InputError with all problems at once, in the file's order.
 */
export async function loadScenario(
  file: string,
  vocabulary: Vocabulary,
  options: Partial<Machine> = {},
): Promise<LoadedScenario> {
  return resolveScenario(await readScenario(file), vocabulary, options);
}

/** A scenario file and the catalog that its names come from. */
export interface ReadScenario {
  readonly file: string;
  readonly written: WrittenFile;
  readonly catalog: Catalog;
  readonly warnings: readonly string[];
}

/** Throws InputError when the file is no YAML, or a catalog that it names is wrong. `name`: of a file, or of a scenario that ships. */
export async function readScenario(name: string): Promise<ReadScenario> {
  const file = await findScenario(name);
  const written = await readWrittenFile(file);
  return { file, written, ...(await extendByScenario(await loadCatalog(), file, written)) };
}

/** `airtimeMs` takes the place of the scenario's own airtime. Throws InputError with all problems at once. */
export async function resolveScenario(
  { file, written, catalog, warnings: catalogWarnings }: ReadScenario,
  vocabulary: Vocabulary,
  options: Partial<Machine> & { readonly airtimeMs?: number } = {},
): Promise<LoadedScenario> {
  const notes: Notes = { diagnostics: [], remarks: [] };
  const airtime = airtimeOf(written.value, options.airtimeMs);
  const scenario = await scenarioOf(written.value, { file, vocabulary, catalog, airtime, notes });
  if (scenario === undefined || written.duplicates.length > 0) throw new InputError(problemsOf(file, written, notes));
  noteOverload(scenario, options, notes);
  noteTransport(scenario, notes);
  noteVariants(scenario, vocabulary.leastSeeds, notes);
  const warnings = notes.remarks.map(
    ({ path, text }) => `${file}:${written.lineOf(path)}: ${formatPath(path)}: ${text}`,
  );
  return { scenario, source: written.text, warnings: [...catalogWarnings, ...warnings] };
}

function airtimeOf(value: unknown, insteadMs: number | undefined): Airtime {
  if (insteadMs !== undefined) return { type: 'at', atMs: insteadMs };
  if (!isRecord(value) || value.airtime === undefined) return { type: 'none' };
  const parsed = airtimeSchema().safeParse(value.airtime);
  return parsed.success ? { type: 'at', atMs: parsed.data } : { type: 'wrong' };
}

interface Context {
  readonly file: string;
  readonly vocabulary: Vocabulary;
  readonly catalog: Catalog;
  readonly airtime: Airtime;
  readonly notes: Notes;
}

/** Undefined when anything is wrong, and then the notes have findings. */
async function scenarioOf(value: unknown, context: Context): Promise<Scenario | undefined> {
  const { catalog, airtime, vocabulary, notes } = context;
  const structure = scenarioSchema.safeParse(value);
  if (!structure.success) notes.diagnostics.push(...structureFindings(structure.error.issues, value));
  const top = isRecord(value) ? value : {};

  const { source, firstMile: untracedFirstMile, sharedHaul } = await resolveBroadcast(top.broadcast, context);
  const isSharedHaulRight = checkSharedHaul(sharedHaul, context);
  const resolved = resolveRegions(top.regions, { catalog, airtime, sharedHaul, isSharedHaulRight, notes });
  const { ids } = resolved;
  const segments = { firstMile: untracedFirstMile, regions: resolved.regions };
  const { firstMile, regions, traces } = await resolveTraces(segments, value, context.file, notes);
  const events = resolveEvents(top.events, ids, notes);
  const isOwn = !structure.success || isPublished(structure.data.broadcast.transport);
  const defaultBudgets = isOwn ? vocabulary.defaultBudgets : vocabulary.foreignDefaultBudgets;
  const budgets = resolveBudgets(top.budgets, ids, { ...vocabulary, defaultBudgets }, notes);
  const changeLimits = resolveChangeLimits(top.budgets, ids, vocabulary.metrics, notes);

  if (!structure.success || notes.diagnostics.length > 0 || source === undefined || firstMile === undefined)
    return undefined;
  const {
    name,
    duration,
    warmup,
    seeds,
    timeServer,
    slow,
    variants: writtenVariants,
    ladder: writtenLadder,
  } = structure.data;
  const { video, audio } = structure.data.broadcast;
  const transport = withSecretPaths(structure.data.broadcast.transport, context.file);
  const broadcast = { transport, source, video: videoSettings(video), audio: audioSettings(audio), firstMile };
  const variants = writtenVariants && resolveVariants(writtenVariants, { video, audio }, broadcast, context.file);
  const ladder = writtenLadder && resolveLadder(writtenLadder, broadcast, notes);
  const asked: readonly (readonly [Path, Broadcast])[] = [
    [['broadcast'], broadcast],
    ...(variants ?? []).map((each) => [['variants', each.name], each.broadcast] as const),
    ...(ladder ?? []).map((each) => [['ladder'], each.broadcast] as const),
  ];
  for (const [path, each] of asked) {
    checkLayers(each.video, [...path, 'video'], notes);
    checkSourceSize(each.video, path, notes);
    checkLength({ durationMs: duration, warmupMs: warmup, fps: each.video.fps }, ['duration'], notes);
    checkTransportSettings(each, path, notes);
  }
  if (notes.diagnostics.length > 0) return undefined;
  return {
    name,
    durationMs: duration,
    warmupMs: warmup,
    seeds,
    ...(airtime.type === 'at' ? { airtime: localTime(airtime.atMs, CHINA_ZONE).iso } : {}),
    ...(timeServer && { timeServer }),
    ...(slow !== undefined && { slow }),
    broadcast,
    ...(variants && { variants }),
    ...(ladder && { ladder }),
    regions,
    ...(events.length > 0 && { events }),
    ...(Object.keys(traces).length > 0 && { traces }),
    budgets,
    ...(Object.keys(changeLimits).length > 0 && { changeLimits }),
  };
}
