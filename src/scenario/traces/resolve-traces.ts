import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../lib/decode-text.ts';
import type { LinkProfile, Trace, Traces } from '../../model/scenario/link-profile.ts';
import { meanRateBps } from '../../model/scenario/mean-rate.ts';
import type { Segment } from '../../model/scenario/network.ts';
import type { Region } from '../../model/scenario/scenario.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord, valueAt } from '../reading/structure.ts';
import { unreadableReason } from '../reading/unreadable-reason.ts';
import { parseTrace } from './parse-trace.ts';
import { traceWarning } from './trace-warning.ts';

const SHIPPED = fileURLToPath(new URL('../../../scenarios/traces/', import.meta.url));
/** Most bad lines reported of one file: in a file that is not a trace, every line is bad. */
const MAX_BAD_LINES = 3;

interface Segments {
  readonly firstMile: Segment | undefined;
  readonly regions: readonly Region[];
}

/** A segment, and the place of its profile in the file. */
export interface PlacedSegment {
  readonly segment: Segment;
  readonly path: Path;
}

export interface ResolvedTraces {
  /** The traces by name. */
  readonly traces: Traces;
  /** Returns a segment with the mean rates of its traces filled in. */
  readonly rated: (segment: Segment) => Segment;
}

/** Name of a trace in a profile, with its place in the file. */
interface NamedTrace {
  readonly name: string;
  readonly path: Path;
}

/**
 * Reads every trace that the segments name, once: from beside the scenario file, else from the traces that ship. Notes bad traces
 * with the numbers of their bad lines. `value` is the scenario as written.
 */
export async function resolveTraces(
  lines: readonly PlacedSegment[],
  value: unknown,
  file: string,
  notes: Notes,
): Promise<ResolvedTraces> {
  const named = new Map<string, NamedTrace>();
  for (const { segment, path } of lines)
    for (const { trace } of [segment.out, segment.back])
      if (trace !== undefined && !named.has(trace))
        named.set(trace, { name: trace, path: placeOf(trace, path, value) });
  const read = await Promise.all(
    [...named.values()].map(async (each) => [each.name, await readTrace(each, file, notes)]),
  );
  const traces: Traces = Object.fromEntries(read.filter(([, trace]) => trace !== undefined));
  return { traces, rated: (segment) => withRates(segment, traces) };
}

/** Lists the segments of the broadcast's own path, with their places in the scenario as written. */
export function linesOf({ firstMile, regions }: Segments, value: unknown): readonly PlacedSegment[] {
  const written = valueAt(value, ['regions']);
  const placeOfRegion = (id: string) =>
    Array.isArray(written) ? written.findIndex((entry) => isRecord(entry) && (entry.id ?? entry.region) === id) : 0;
  return [
    ...(firstMile === undefined ? [] : [{ segment: firstMile, path: ['broadcast', 'firstMile'] }]),
    ...regions.flatMap(({ id, haul, access }) => {
      const region: Path = ['regions', placeOfRegion(id)];
      const ownHaul = valueAt(value, [...region, 'haul']) !== undefined;
      return [
        { segment: haul, path: ownHaul ? [...region, 'haul'] : ['broadcast', 'haul'] },
        { segment: access, path: [...region, 'access'] },
      ];
    }),
  ];
}

/** Returns the path at which a profile names a trace: under `trace`, or under one of its two directions. */
function placeOf(name: string, profile: Path, value: unknown): Path {
  const path = [...profile, 'trace'];
  const written = valueAt(value, path);
  if (!isRecord(written)) return written === undefined ? profile : path;
  const direction = Object.keys(written).find((key) => written[key] === name);
  return direction === undefined ? path : [...path, direction];
}

async function readTrace({ name, path }: NamedTrace, scenarioFile: string, notes: Notes): Promise<Trace | undefined> {
  const beside = resolve(dirname(scenarioFile), name);
  const reason = await unreadableReason(beside, 'trace');
  const shipped = resolve(SHIPPED, name);
  const found =
    reason === undefined ? beside : (await unreadableReason(shipped, 'trace')) === undefined ? shipped : undefined;
  if (found === undefined) {
    const expected = 'a trace file, its path relative to the scenario, or one of scenarios/traces';
    notes.diagnostics.push(diagnostic(path, expected, `${reason}: ${beside}`));
    return undefined;
  }
  const decoded = decodeText(await readFile(found));
  if (decoded.type === 'other') {
    const got = `what seems to be ${decoded.encoding} in line ${decoded.line} of ${found}`;
    notes.diagnostics.push(diagnostic(path, 'a trace file in UTF-8', got, 'save it as UTF-8'));
    return undefined;
  }
  const parsed = parseTrace(found, decoded.text);
  if (parsed.type === 'ok') {
    const warning = traceWarning(parsed.trace);
    if (warning !== undefined) notes.warnings.push({ path, text: `${found}: ${warning}` });
    return parsed.trace;
  }
  for (const { line, unit = 'line', expected, got } of parsed.bad.slice(0, MAX_BAD_LINES))
    notes.diagnostics.push(diagnostic(path, expected, `${got} in ${unit} ${line} of ${found}`));
  return undefined;
}

function withRates(segment: Segment, traces: Traces): Segment {
  const rated = (profile: LinkProfile): LinkProfile => {
    const trace = profile.trace === undefined ? undefined : traces[profile.trace];
    return trace === undefined ? profile : { ...profile, rateBps: meanRateBps(trace) };
  };
  return { ...segment, out: rated(segment.out), back: rated(segment.back) };
}
