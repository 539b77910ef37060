import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Segment } from '../../model/scenario/network.ts';
import type { Source } from '../../model/scenario/scenario.ts';
import type { Catalog, CatalogProfile } from '../catalog/catalog.ts';
import type { WrittenValue } from '../catalog/catalog-names.ts';
import { segmentOfCatalogLine } from '../catalog/catalog-segments.ts';
import { profileHint } from '../catalog/name-hint.ts';
import { readClip, undecodedCodec } from '../clips/read-clip.ts';
import { extendedName, segmentOfWrittenLine } from '../profiles/written-profile.ts';
import { draftOf } from '../reading/draft.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import { unreadableReason } from '../reading/unreadable-reason.ts';
import { broadcastSchema } from '../schema/broadcast.ts';
import type { WrittenLine } from '../schema/line-profile.ts';

/** The broadcast's names, looked up. A field is undefined when its name is unknown, which is then noted. */
export interface ResolvedBroadcast {
  readonly source: Source | undefined;
  readonly firstMile: Segment | undefined;
  /** Haul as written, or the default; each region resolves it to a segment of its own. */
  readonly sharedHaul: unknown;
}

const PATH = ['broadcast'] as const;

/** Looks up the first mile, and the clip, whose path is relative to the scenario file. */
export async function resolveBroadcast(
  value: unknown,
  context: { file: string; catalog: Catalog; notes: Notes },
): Promise<ResolvedBroadcast> {
  const { file, catalog, notes } = context;
  const written = isRecord(value) ? value : {};
  const { source, firstMile, haul } = draftOf(broadcastSchema, written);
  return {
    source: source === undefined ? undefined : await resolveSource(source, file, notes),
    firstMile: resolveFirstMile(
      { value: written.firstMile ?? firstMile, path: [...PATH, 'firstMile'] },
      catalog,
      notes,
    ),
    sharedHaul: written.haul ?? haul,
  };
}

async function resolveSource(
  source: 'presenter' | { file: string },
  scenarioFile: string,
  notes: Notes,
): Promise<Source | undefined> {
  if (source === 'presenter') return { type: 'presenter' };
  const path = resolve(dirname(scenarioFile), source.file);
  const reason = (await unreadableReason(path, 'clip')) ?? ((await stat(path)).size > 0 ? undefined : 'an empty file');
  if (reason === undefined) return clipSource(path, notes);
  notes.diagnostics.push(
    diagnostic([...PATH, 'source', 'file'], 'a clip, its path relative to the scenario', `${reason}: ${path}`),
  );
  return undefined;
}

/** Reads the headers of a clip: what cannot be played is refused before `run` opens it in a browser. */
async function clipSource(path: string, notes: Notes): Promise<Source | undefined> {
  const reading = await readClip(path);
  const at = [...PATH, 'source', 'file'];
  if (reading?.type === 'unplayable') {
    notes.diagnostics.push(diagnostic(at, 'a clip that a browser can play', reading.reason));
    return undefined;
  }
  const codec = undecodedCodec(reading);
  if (codec !== undefined)
    notes.warnings.push({
      path: at,
      text: `has ${codec}, which most browsers here cannot decode: convert it to H.264`,
    });
  if (reading === undefined)
    notes.warnings.push({
      path: at,
      text: 'is neither MP4, MOV, WebM nor Matroska: only `run` can tell whether the browser plays it',
    });
  return { type: 'file', path };
}

/** Resolves a first mile, a name or a line written in place. Returns undefined, and notes why, when it is wrong. */
export function resolveFirstMile(
  { value: written, path }: WrittenValue,
  catalog: Catalog,
  notes: Notes,
): Segment | undefined {
  if (isRecord(written)) {
    const named = extendedName(written, path);
    const base = named && findFirstMile(named.name, named.path, catalog, notes);
    return named !== undefined && base === undefined
      ? undefined
      : segmentOfWrittenLine({ value: written, path, base }, 'studio', notes);
  }
  const profile = typeof written === 'string' ? findFirstMile(written, path, catalog, notes) : undefined;
  return profile && segmentOfCatalogLine(profile, 'studio');
}

/** Finds a first mile by name. Returns undefined, and notes why, when there is none of that name. */
function findFirstMile(
  name: string,
  path: Path,
  catalog: Catalog,
  notes: Notes,
): CatalogProfile<WrittenLine> | undefined {
  const profile = catalog.firstMiles.get(name);
  if (profile !== undefined) return profile;
  const names = [...catalog.firstMiles.keys()];
  notes.diagnostics.push(
    diagnostic(
      path,
      `one of ${names.join(', ')}, or a line written in place such as {rtt: 30 ms, up: 5 Mbps, down: 20 Mbps, loss: 0.5 %}`,
      describeValue(name),
      profileHint(name, names, catalog.firstMiles),
    ),
  );
  return undefined;
}
