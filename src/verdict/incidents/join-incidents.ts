import type { Incident, LikelyCause } from '../../model/result/incident.ts';
import { belongTogether } from './belong-together.ts';
import { CAUSES } from './causes/registry.ts';
import { byStrength, MOST_CAUSES } from './rank-causes.ts';
import { worseSeverity } from './severity.ts';

/** Joins what the viewers of a region had at the same time into one incident of the region; in order of time. */
export function joinIncidents(incidents: readonly Incident[]): readonly Incident[] {
  const groups: Incident[][] = [];
  for (const incident of incidents.toSorted(
    (a, b) => a.fromMs - b.fromMs || (a.viewers[0] ?? '').localeCompare(b.viewers[0] ?? ''),
  )) {
    const group = groups.find((each) =>
      each.some((other) => other.region === incident.region && belongTogether(other, incident)),
    );
    if (group === undefined) groups.push([incident]);
    else group.push(incident);
  }
  return groups.flatMap((group) => joined(group) ?? []);
}

function joined(group: readonly Incident[]): Incident | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const symptoms = group.flatMap((incident) => incident.symptoms);
  const kinds = [...new Set(symptoms.map(({ kind }) => kind))];
  return {
    fromMs: Math.min(...group.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...group.map(({ toMs }) => toMs)),
    region: first.region,
    viewers: [...new Set(group.flatMap(({ viewers }) => viewers))],
    severity: group.map(({ severity }) => severity).reduce(worseSeverity),
    symptoms: kinds.flatMap((kind) => worstOf(symptoms.filter((symptom) => symptom.kind === kind)) ?? []),
    causes: joinCauses(group),
  };
}

/** Returns the symptom of the viewer who has it worst. */
function worstOf(symptoms: readonly Incident['symptoms'][number][]): Incident['symptoms'][number] | undefined {
  const isLow = (kind: string) => kind === 'frame-rate' || kind === 'clarity';
  return symptoms.toSorted((a, b) => (isLow(a.kind) ? a.value - b.value : b.value - a.value))[0];
}

/** Share of the viewers, weighed by strength, below which a cause is not the region's. */
const LEAST_SHARE = 0.2;

/** Weighs each cause by how many of the incidents it explains; the numbers are those of the viewer for whom it is strongest. */
function joinCauses(group: readonly Incident[]): readonly LikelyCause[] {
  const all = group.flatMap(({ causes }) => causes);
  const found = CAUSES.flatMap(({ id }): readonly LikelyCause[] => {
    const [best, ...others] = all.filter(({ cause }) => cause === id).toSorted((a, b) => b.strength - a.strength);
    if (best === undefined) return [];
    const strength = [best, ...others].reduce((sum, each) => sum + each.strength, 0) / group.length;
    const links = [...new Set([best, ...others].flatMap(({ way, links: own = [] }) => (way === best.way ? own : [])))];
    return [{ ...best, strength: Math.min(1, strength), ...(links.length > 0 && { links }) }];
  });
  return byStrength(found)
    .filter(({ strength }) => strength >= LEAST_SHARE)
    .slice(0, MOST_CAUSES);
}
