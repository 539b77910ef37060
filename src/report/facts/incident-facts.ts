import type { Incident, LikelyCause, SymptomKind } from '../../model/result/incident.ts';
import type { Result, TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { findCause } from '../../verdict/incidents/causes/registry.ts';
import { SYMPTOM_WORDS, INCIDENT_WORDS as WORDS } from '../messages/incident-words.ts';
import { ENUMERATION, fill, GAP, joinTexts, type Text } from '../messages/words.ts';
import { formatQuantity, formatSpan, quantityText } from '../text/format.ts';
import { linkName, regionName } from '../text/names.ts';
import { shownTake } from './takes.ts';

/** An incident in words, at most a few sentences. */
export interface IncidentFact {
  readonly severity: Incident['severity'];
  /** "Jakarta, 12–14 s" */
  readonly head: Text;
  readonly what: Text;
  readonly why: Text;
  /** Advice on the likeliest cause; undefined where it is unknown. */
  readonly advice?: Text;
}

export interface IncidentFacts {
  /** The worst incidents of the take shown, in order of time. */
  readonly facts: readonly IncidentFact[];
  /** Number of incidents left out. */
  readonly more: number;
}

/** Symptoms in which a metric's trouble shows, by a part of its name. */
const SYMPTOMS: readonly (readonly [metric: RegExp, kinds: readonly SymptomKind[]])[] = [
  [/^audio(Stutter|Conceal|Gap)|longestAudioGap/, ['sound-gap']],
  [/stutter|freeze|goodMinutes|frameLoss|recovery/i, ['stutter']],
  [/^frame/, ['frame-rate', 'stutter']],
  [/latency|bufferDelay|roundTrip/i, ['latency']],
  [/^(clarity|videoScore)/, ['clarity']],
];

/** Returns the advice on the likeliest cause of the worst incident in which a verdict's trouble shows; undefined where no cause is known. */
export function incidentAdvice(
  take: TakeResult | undefined,
  { region, metric }: Pick<Verdict, 'region' | 'metric'>,
): Text | undefined {
  const kinds = SYMPTOMS.find(([name]) => name.test(metric))?.[1] ?? [];
  const own = (take?.incidents ?? []).filter(
    (incident) => incident.region === region && incident.symptoms.some(({ kind }) => kinds.includes(kind)),
  );
  const [likeliest] = worstFirst(own).flatMap(({ causes }) => causes.slice(0, 1));
  return likeliest === undefined ? undefined : findCause(likeliest.cause)?.advice;
}

/** Orders incidents by their severity, then by their length. */
export function worstFirst(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.toSorted(
    (a, b) =>
      WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity) || b.toMs - b.fromMs - (a.toMs - a.fromMs),
  );
}

const WORST_FIRST: readonly Incident['severity'][] = ['severe', 'clear', 'slight'];

/** Puts the worst `most` incidents of the take that is shown first into words. */
export function incidentFacts(result: Result, most: number): IncidentFacts {
  const incidents = shownTake(result)?.incidents ?? [];
  const worst = worstFirst(incidents).slice(0, most);
  return {
    facts: incidents.filter((incident) => worst.includes(incident)).map((incident) => factOf(result, incident)),
    more: incidents.length - worst.length,
  };
}

/** Returns each incident in one line, with how many were left out. */
export function incidentLines(result: Result, most: number): readonly Text[] {
  const { facts, more } = incidentFacts(result, most);
  const lines = facts.map(({ head, what, why }) => fill(WORDS.line, { head, what, why }));
  return more === 0 ? lines : [...lines, fill(WORDS.more, { count: more })];
}

/** Puts a likely cause into a clause; undefined for one that this version does not know. */
export function causeText(
  { cause, way, links = [], evidence }: LikelyCause,
  regions: Result['scenario']['regions'] = [],
): Text | undefined {
  const sentence = findCause(cause)?.sentences[way];
  if (sentence === undefined) return undefined;
  const values: Record<string, string | Text> = {};
  // A segment at fault in both directions is named once.
  const named = links.filter((id) => !id.endsWith('/back') || !links.includes(id.replace(/back$/, 'out')));
  if (named.length > 0)
    values.link = joinTexts(
      named.map((id) => linkName(id, regions)),
      ENUMERATION,
    );
  for (const { name, value, usual, unit } of evidence) {
    values[name] = formatQuantity(value, unit);
    if (usual !== undefined) values[`${name}Usual`] = formatQuantity(usual, unit);
  }
  return fill(sentence, values);
}

function factOf(result: Result, incident: Incident): IncidentFact {
  const { region, viewers, severity, causes } = incident;
  const all = result.scenario.regions.find(({ id }) => id === region)?.viewers ?? 1;
  const head = fill(all > 1 ? WORDS.headViewers : WORDS.head, {
    region: regionName(result.scenario.regions, region),
    span: formatSpan(incident),
    viewers: viewers.length,
  });
  const what = joinTexts(incident.symptoms.map(symptomText), ENUMERATION);
  const [likeliest] = causes;
  const advice = likeliest === undefined ? undefined : findCause(likeliest.cause)?.advice;
  return { severity, head, what, why: whyText(result, causes), ...(advice !== undefined && { advice }) };
}

function whyText({ scenario }: Result, causes: Incident['causes']): Text {
  const reasons = causes.slice(0, MOST_CAUSES).flatMap((cause) => causeText(cause, scenario.regions) ?? []);
  const sentences = reasons.map((reason, i) => fill(i === 0 ? WORDS.cause : WORDS.also, { reason }));
  return sentences.length === 0 ? WORDS.unknown : joinTexts(sentences, GAP);
}

/** Causes shown per incident; the others are in result.json. */
const MOST_CAUSES = 2;

function symptomText({ kind, value, usual, unit }: Incident['symptoms'][number]): Text {
  return fill(SYMPTOM_WORDS[kind], {
    value: quantityText(value, unit),
    usual: quantityText(usual, unit),
  });
}
