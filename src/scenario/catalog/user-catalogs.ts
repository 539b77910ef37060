import { basename, dirname, resolve } from 'node:path';
import { InputError, type Problem } from '../../lib/errors.ts';
import { segmentOfWrittenHaul, segmentOfWrittenLine } from '../profiles/written-profile.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { problemsOf, warningTexts } from '../reading/problems-of.ts';
import { isRecord, schemaDiagnostics, valueAt } from '../reading/structure.ts';
import { unreadableReason } from '../reading/unreadable-reason.ts';
import { readWrittenFile, type WrittenFile } from '../reading/written-file.ts';
import { catalogSchema, type WrittenCatalog } from '../schema/catalog.ts';
import type { Catalog } from './catalog.ts';
import { type CatalogLayer, extendCatalog } from './extend-catalog.ts';

/** The shipped catalog with the user's entries added. */
export interface ExtendedCatalog {
  readonly catalog: Catalog;
  readonly warnings: readonly string[];
}

/** A catalog in a file of its own, or inside the scenario. */
interface Source {
  readonly file: string;
  readonly written: WrittenFile;
  /** Path of the catalog within the file; empty when it is the whole file. */
  readonly at: Path;
}

/** Extends the catalog by files named on the command line, relative to the working directory. Throws InputError. */
export async function extendByFiles(base: Catalog, files: readonly string[]): Promise<ExtendedCatalog> {
  const sources = await Promise.all(
    files.map(
      async (file): Promise<Source> => ({ file, written: await readWrittenFile(file, 'a catalog file'), at: [] }),
    ),
  );
  return extendBySources(base, sources);
}

/**
 * Extends the catalog by the files and maps under the scenario's `catalog`, in order. Throws InputError with all problems in
 * them: without its catalog a scenario's names mean nothing, so nothing else is checked. Values that are neither a file name
 * nor a map are left to the scenario's schema.
 */
export async function extendByScenario(base: Catalog, file: string, written: WrittenFile): Promise<ExtendedCatalog> {
  const value = valueAt(written.value, ['catalog']);
  const entries = Array.isArray(value)
    ? value.map((entry: unknown, i) => ({ entry, at: ['catalog', i] }))
    : [{ entry: value, at: ['catalog'] }];
  const missing: Notes = { diagnostics: [], warnings: [] };
  const sources: Source[] = [];
  for (const { entry, at } of entries) {
    if (isRecord(entry) && !Array.isArray(entry)) sources.push({ file, written, at });
    if (typeof entry !== 'string') continue;
    const path = resolve(dirname(file), entry);
    const reason = await unreadableReason(path, 'file');
    if (reason === undefined)
      sources.push({ file: path, written: await readWrittenFile(path, 'a catalog file'), at: [] });
    else
      missing.diagnostics.push(
        diagnostic(at, 'a catalog file, its path relative to the scenario', `${reason}: ${path}`),
      );
  }
  if (missing.diagnostics.length > 0) throw new InputError(problemsOf(file, written, missing));
  return extendBySources(base, sources);
}

function extendBySources(base: Catalog, sources: readonly Source[]): ExtendedCatalog {
  const problems: Problem[] = [];
  const warnings: string[] = [];
  const catalog = sources.reduce((extended, source) => {
    const notes: Notes = { diagnostics: [], warnings: [] };
    const layer = layerOf(source, extended, notes);
    problems.push(...problemsOf(source.file, source.written, notes));
    warnings.push(...warningTexts(source.file, source.written, notes));
    return layer === undefined ? extended : extendCatalog(extended, layer);
  }, base);
  if (problems.length > 0) throw new InputError(problems);
  return { catalog, warnings };
}

/** Parses and checks one catalog. Returns undefined, and notes why, when its structure is wrong. */
function layerOf({ file, written, at }: Source, base: Catalog, notes: Notes): CatalogLayer | undefined {
  const raw = valueAt(written.value, at);
  const parsed = catalogSchema.safeParse(raw);
  if (!parsed.success) {
    notes.diagnostics.push(...schemaDiagnostics(parsed.error.issues, raw, { at }));
    return undefined;
  }
  checkProfiles(parsed.data, raw, at, notes);
  checkNames(parsed.data, base, at, notes);
  return { value: parsed.data, raw, placeOf: (path) => `${basename(file)}:${written.lineOf([...at, ...path])}` };
}

/** Notes fields that contradict each other, as for a profile written in place. */
function checkProfiles(value: WrittenCatalog, raw: unknown, at: Path, notes: Notes): void {
  const check = (path: Path, checkProfile: (value: unknown, path: Path) => void) =>
    checkProfile(valueAt(raw, path), [...at, ...path]);
  for (const [id, { hauls, access }] of Object.entries(value.regions ?? {})) {
    for (const kind of Object.keys(hauls ?? {}))
      check(['regions', id, 'hauls', kind], (haul, path) => segmentOfWrittenHaul({ value: haul, path }, notes));
    for (const kind of Object.keys(access ?? {}))
      check(['regions', id, 'access', kind], (line, path) =>
        segmentOfWrittenLine({ value: line, path }, 'viewer', notes),
      );
  }
  for (const name of Object.keys(value.firstMiles ?? {}))
    check(['firstMiles', name, 'profile'], (line, path) =>
      segmentOfWrittenLine({ value: line, path }, 'studio', notes),
    );
  for (const name of Object.keys(value.presets ?? {}))
    check(['presets', name, 'profile'], (line, path) => segmentOfWrittenLine({ value: line, path }, 'viewer', notes));
}

/** Notes names that would hide, or be hidden by, another meaning of the same name. */
function checkNames(value: WrittenCatalog, base: Catalog, at: Path, notes: Notes): void {
  const regionAccess = Object.values(value.regions ?? {}).flatMap(({ access }) => Object.keys(access ?? {}));
  const taken = new Set([...base.access.keys(), ...base.byHour.access.keys(), ...regionAccess]);
  for (const name of Object.keys(value.presets ?? {}))
    if (taken.has(name))
      notes.diagnostics.push(
        diagnostic([...at, 'presets', name], 'a name that no access profile of a region has', describeValue(name)),
      );
  for (const key of Object.keys(value.references ?? {}))
    if (base.references[key] !== undefined && base.references[key] !== value.references?.[key])
      notes.diagnostics.push(
        diagnostic(
          [...at, 'references', key],
          'a key that the catalog does not use yet',
          `"${key}", ${base.references[key]}`,
        ),
      );
}
