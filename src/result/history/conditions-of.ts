import type { Result } from '../../model/result/result.ts';
import { baseTakes } from '../../report/facts/takes.ts';
import { measuringVersion } from '../../verdict/compare/differences.ts';
import { conditionsText } from '../conditions-text.ts';

/** Names and clocks, which change nothing about what was measured: what an airtime picked is there itself. */
const WORDS_ONLY = new Set(['label', 'zone', 'localTime']);

/**
 * Returns everything under which a rehearsal was played, as a text that is the same for two rehearsals exactly when their
 * numbers may be put side by side: scenario, settings, network, what shaped it, seeds, and the version that measured.
 */
export function conditionsOf({ scenario, takes, tool }: Result): string {
  const { name, durationMs, warmupMs, settle, regions, events, traces, broadcast, variants } = scenario;
  const base = baseTakes(takes);
  const conditions = {
    ...{ name, durationMs, warmupMs, settle, regions, events, traces, broadcast, variants },
    backends: [...new Set(base.map(({ network }) => network.backend))].filter((id) => id !== 'none').sort(),
    seeds: [...new Set(base.map(({ seed }) => seed))].sort((a, b) => a - b),
    version: measuringVersion(tool.version),
  };
  return conditionsText(inOrder(conditions));
}

/** Returns a value with the keys of its maps sorted: a result just assembled and one read from a file order them differently. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !WORDS_ONLY.has(key));
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, inOrder(each)]),
  );
}
