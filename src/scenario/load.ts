import { basename, extname } from 'node:path';
import type { z } from 'zod';
import type { Machine } from '../capacity/machine-load.ts';
import { InputError } from '../lib/errors.ts';
import type { Broadcast, Scenario } from '../model/scenario/scenario.ts';
import type { Vocabulary } from '../model/scenario/vocabulary.ts';
import { checkAudioProfiles, withAgoraProfiles } from './agora-profiles.ts';
import type { Airtime } from './airtime/airtime.ts';
import { CHINA_ZONE, localTime } from './airtime/local-time.ts';
import type { Catalog } from './catalog/catalog.ts';
import { withLineNames } from './catalog/line-names.ts';
import { loadCatalog } from './catalog/load-catalog.ts';
import { withRegionIds } from './catalog/region-names.ts';
import { extendByScenario } from './catalog/user-catalogs.ts';
import { checkAgora } from './checks/check-agora.ts';
import { checkChurn } from './checks/check-churn.ts';
import { checkLayers, checkRungLayers } from './checks/check-layers.ts';
import { checkLength } from './checks/check-length.ts';
import { checkSourceSize } from './checks/check-source-size.ts';
import { checkTransportSettings } from './checks/check-transport-settings.ts';
import { hintOnBase } from './checks/hint-on-base.ts';
import { warnOfDefaults } from './checks/warn-of-defaults.ts';
import { warnOfEvents } from './checks/warn-of-events.ts';
import { warnOfImpossible } from './checks/warn-of-impossible.ts';
import { warnOfLate } from './checks/warn-of-late.ts';
import { warnOfMissing } from './checks/warn-of-missing.ts';
import { warnOfOverload } from './checks/warn-of-overload.ts';
import { warnOfUnmeasured } from './checks/warn-of-unmeasured.ts';
import { findScenario } from './find-scenario.ts';
import { withFullForms } from './forms/full-forms.ts';
import { withOwnKeys } from './forms/own-keys.ts';
import { keyPlaces } from './reading/key-hint.ts';
import type { Notes, Path } from './reading/notes.ts';
import { problemsOf, warningTexts } from './reading/problems-of.ts';
import { isMap, isRecord, schemaDiagnostics } from './reading/structure.ts';
import { withSecretPaths } from './reading/with-secret-paths.ts';
import { readWrittenFile, type WrittenFile } from './reading/written-file.ts';
import { defaultBudgetsOf } from './resolve/default-budgets-of.ts';
import { resolveBroadcast } from './resolve/resolve-broadcast.ts';
import { resolveBudgets } from './resolve/resolve-budgets.ts';
import { resolveChangeLimits } from './resolve/resolve-change-limits.ts';
import { resolveEvents } from './resolve/resolve-events.ts';
import { checkSharedHaul } from './resolve/resolve-haul.ts';
import { resolveLadder } from './resolve/resolve-ladder.ts';
import { resolveRegions } from './resolve/resolve-regions.ts';
import { type OwnLines, resolveVariantLines } from './resolve/resolve-variant-lines.ts';
import { audioSettings, resolveVariants, videoSettings, warnOfUselessVariants } from './resolve/resolve-variants.ts';
import { airtimeSchema } from './schema/airtime.ts';
import { scenarioSchema } from './schema/scenario.ts';
import { linesOf, resolveTraces } from './traces/resolve-traces.ts';

/** A valid scenario, resolved. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Text of the file, unchanged. */
  readonly source: string;
  /** Values that are allowed but probably not meant: "file:line: regions[1].access: ...". */
  readonly warnings: string[];
}

/**
 * Reads and validates a scenario file. Given the machine it is to run on (at least its `cpus`), also warns of more viewers
 * than that machine carries. Throws InputError with all problems at once, in the file's order.
 */
export async function loadScenario(
  file: string,
  vocabulary: Vocabulary,
  options: Partial<Machine> = {},
): Promise<LoadedScenario> {
  return resolveScenario(await readScenario(file), vocabulary, options);
}

/** A scenario file before resolution, and the catalog that its names come from. */
export interface ReadScenario {
  readonly file: string;
  readonly written: WrittenFile;
  readonly catalog: Catalog;
  readonly warnings: readonly string[];
}

/**
 * Reads a scenario file and its catalog. `name` is a path or the name of a scenario that ships. Throws InputError when the file
 * is not YAML or its catalog is wrong.
 */
export async function readScenario(name: string): Promise<ReadScenario> {
  const file = await findScenario(name);
  const written = await readWrittenFile(file);
  return { file, written, ...(await extendByScenario(await loadCatalog(), file, written)) };
}

/**
 * Validates a scenario and looks up its names. `airtimeMs` (ms since 1970) replaces the scenario's own airtime. Throws
 * InputError with all problems at once.
 */
export async function resolveScenario(
  { file, written, catalog, warnings: catalogWarnings }: ReadScenario,
  vocabulary: Vocabulary,
  options: Partial<Machine> & { readonly airtimeMs?: number } = {},
): Promise<LoadedScenario> {
  const notes: Notes = { diagnostics: [], warnings: [] };
  const own = withOwnKeys(written.value, notes);
  const full = withFullForms(withAgoraProfiles(named(own.value, file)), vocabulary.metrics, notes);
  const airtime = airtimeOf(full.value, options.airtimeMs);
  const { value, writtenPath } = withRegionIds(withLineNames(full.value, catalog, notes), catalog, notes);
  const lines: WrittenFile = {
    ...written,
    lineOf: (path) => written.lineOf(own.writtenPath(full.writtenPath(writtenPath(path)))),
  };
  const scenario = await buildScenario(value, { file, vocabulary, catalog, airtime, notes });
  if (scenario === undefined || written.duplicates.length > 0) throw new InputError(problemsOf(file, lines, notes));
  warnOfOverload(scenario, options, notes);
  warnOfUnmeasured(scenario, notes);
  warnOfImpossible(scenario, notes);
  warnOfEvents(scenario, notes);
  warnOfDefaults(value, scenario, notes);
  warnOfMissing(scenario, notes);
  if (isRecord(value))
    for (const part of ['broadcast', 'regions', 'events']) warnOfLate(value[part], scenario.durationMs, notes, [part]);
  warnOfUselessVariants(scenario, vocabulary.leastSeeds, notes);
  const warnings = [...catalogWarnings, ...warningTexts(file, lines, notes)];
  return { scenario, source: written.text, warnings };
}

/** Returns a scenario without a name with that of its file. */
function named(value: unknown, file: string): unknown {
  return isMap(value) && value.name === undefined ? { name: basename(file, extname(file)), ...value } : value;
}

function airtimeOf(value: unknown, overrideMs: number | undefined): Airtime {
  if (overrideMs !== undefined) return { type: 'at', atMs: overrideMs };
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

/** Returns the resolved scenario, or undefined when anything is wrong; the notes then hold diagnostics. */
async function buildScenario(value: unknown, context: Context): Promise<Scenario | undefined> {
  const { catalog, airtime, vocabulary, notes } = context;
  const structure = scenarioSchema.safeParse(value);
  if (!structure.success)
    notes.diagnostics.push(
      ...schemaDiagnostics(structure.error.issues, value, { places: keyPlaces(scenarioSchema) }).map((each) =>
        hintOnBase(each, value),
      ),
    );
  const top = isRecord(value) ? value : {};

  const { source, firstMile: untracedFirstMile, sharedHaul } = await resolveBroadcast(top.broadcast, context);
  const isSharedHaulRight = checkSharedHaul({ value: sharedHaul, path: ['broadcast', 'haul'] }, context);
  const resolved = resolveRegions(top.regions, { catalog, airtime, sharedHaul, isSharedHaulRight, notes });
  const { ids } = resolved;
  const ownLines = resolveVariantLines(top.variants, { ...resolved, written: top.regions }, context);
  const { traces, rated } = await resolveTraces(
    [...linesOf({ firstMile: untracedFirstMile, regions: resolved.regions }, value), ...ownLines.lines],
    value,
    context.file,
    notes,
  );
  const firstMile = untracedFirstMile && rated(untracedFirstMile);
  const regions = resolved.regions.map((region) => ({
    ...region,
    haul: rated(region.haul),
    access: rated(region.access),
  }));
  const events = resolveEvents(top.events, ids, notes);
  const defaultBudgets = defaultBudgetsOf(structure.data, vocabulary);
  const budgets = resolveBudgets(top.budgets, ids, { ...vocabulary, defaultBudgets }, notes);
  const changeLimits = resolveChangeLimits(top.budgets, ids, vocabulary.metrics, notes);

  if (!structure.success || notes.diagnostics.length > 0 || source === undefined || firstMile === undefined)
    return undefined;
  const { name, duration, warmup, settle, joins, churn, seeds, timeServer, slow } = structure.data;
  const streams = resolveStreams(structure.data, { source, firstMile }, context, ownLines.ratedBy(rated));
  checkChurn(churn, duration, ['duration'], notes);
  checkAudioProfiles(value, notes);
  if (notes.diagnostics.length > 0) return undefined;
  return {
    name,
    durationMs: duration,
    warmupMs: warmup,
    ...(settle === false && { settle }),
    ...(joins !== undefined && joins > 0 && { joinSpreadMs: joins }),
    ...(churn !== undefined && { churn }),
    seeds,
    ...(airtime.type === 'at' ? { airtime: localTime(airtime.atMs, CHINA_ZONE).iso } : {}),
    ...(timeServer && { timeServer }),
    ...(slow !== undefined && { slow }),
    ...streams,
    regions,
    ...(events.length > 0 && { events }),
    ...(Object.keys(traces).length > 0 && { traces }),
    budgets,
    ...(Object.keys(changeLimits).length > 0 && { changeLimits }),
  };
}

type Written = z.output<typeof scenarioSchema>;

/** Returns what is sent: the broadcast, its variants and the ladder to search. Notes what is wrong with any of them. */
function resolveStreams(
  { duration, warmup, broadcast: written, variants: writtenVariants, ladder: writtenLadder }: Written,
  { source, firstMile }: Pick<Broadcast, 'source' | 'firstMile'>,
  { file, notes }: Context,
  ownLines: ReadonlyMap<string, OwnLines>,
): Pick<Scenario, 'broadcast' | 'variants' | 'ladder'> {
  const { video, audio, origin } = written;
  const transport = withSecretPaths(written.transport, file);
  const broadcast = {
    ...{ transport, source, video: videoSettings(video), audio: audioSettings(audio), firstMile },
    ...(origin !== undefined && { origin }),
  };
  const variants = writtenVariants && resolveVariants(writtenVariants, { video, audio, ownLines }, broadcast, file);
  const ladder = writtenLadder && resolveLadder(writtenLadder, broadcast, notes);
  const broadcasts: readonly (readonly [Path, Broadcast])[] = [
    [['broadcast'], broadcast],
    ...(variants ?? []).map((each) => [['variants', each.name], each.broadcast] as const),
    ...(ladder ?? []).map((each) => [['ladder'], each.broadcast] as const),
  ];
  for (const [path, each] of broadcasts) {
    if (path[0] === 'ladder') checkRungLayers(each.video, notes);
    else checkLayers(each.video, [...path, 'video'], notes);
    checkSourceSize(each.video, path, notes);
    checkLength({ durationMs: duration, warmupMs: warmup, fps: each.video.fps }, ['duration'], notes);
    checkTransportSettings(each, path, notes);
    checkAgora(each, path, notes);
  }
  return { broadcast, ...(variants && { variants }), ...(ladder && { ladder }) };
}
