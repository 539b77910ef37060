const NOUNS = [
  ...['viewer', 'region', 'take', 'seed', 'packet', 'path', 'step', 'core', 'frame', 'rehearsal', 'day', 'cause'],
  ...['second', 'minute', 'metric', 'budget', 'number', 'variant', 'time'],
];
const PLURALS = new RegExp(String.raw`(?<![\w.,:/-])1 (${NOUNS.join('|')})s\b`, 'g');
const ENTRIES = /(?<![\w.,:/-])1 entries\b/g;

/** Puts nouns after a 1 into the singular: "1 regions, 2 viewers" becomes "1 region, 2 viewers". */
export function counted(text: string): string {
  return text.replace(PLURALS, '1 $1').replace(ENTRIES, '1 entry');
}
