import type { Incident } from '../../model/result/incident.ts';
import type { Symptom } from './symptoms/symptom.ts';

const SEVERE_GAP_MS = 1000;
/** Just under Agora's stutter of 500 ms, which nobody misses. */
const CLEAR_GAP_MS = 400;
const ORDER = ['slight', 'clear', 'severe'] as const;

/** Rates a viewer's symptoms by the longest gap; a stream that got worse without one is clear. */
export function severityOf(symptoms: readonly Pick<Symptom, 'kind' | 'value'>[]): Incident['severity'] {
  const gaps = symptoms.filter(({ kind }) => kind === 'stutter' || kind === 'sound-gap').map(({ value }) => value);
  const longest = Math.max(0, ...gaps);
  if (longest >= SEVERE_GAP_MS) return 'severe';
  return longest >= CLEAR_GAP_MS || gaps.length < symptoms.length ? 'clear' : 'slight';
}

export function worseSeverity(a: Incident['severity'], b: Incident['severity']): Incident['severity'] {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
