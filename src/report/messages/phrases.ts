import { counted } from '../../lib/counted.ts';
import type { Text } from './words.ts';

/** An English sentence that other rooms make, and its Chinese: with `$1` for the first group, or made from the groups; empty where it does not know one of them. */
export type Phrase = readonly [english: RegExp, chinese: string | ((...groups: string[]) => string)];

/** Returns a sentence in both languages by the first phrase that it matches; in English in both if none does. */
export function translate(sentence: string, phrases: readonly Phrase[]): Text {
  const en = counted(sentence);
  for (const [english, chinese] of phrases) {
    const match = english.exec(sentence);
    if (match === null) continue;
    const zh = typeof chinese === 'string' ? sentence.replace(english, chinese) : chinese(...match.slice(1));
    if (zh !== '') return { en, zh };
  }
  return { en, zh: en };
}
