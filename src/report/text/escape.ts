/**
 * What XML 1.0 does not allow and terminals obey: controls but tab and newline, lone surrogates, non-characters; and
 * the marks that turn the direction of writing, with which a name could rearrange the words around it.
 */
const UNPRINTABLE = /[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside (names, reasons, versions) without control characters: safe to print on a terminal. */
export function escapeTerminal(text: string): string {
  return text.replace(UNPRINTABLE, '').replace(/[\t\n]+/g, ' ');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe in HTML and XML, as text and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(UNPRINTABLE, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Safe in a Markdown table cell: no HTML, no emphasis, no mention of people (@), one line. */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\\`*_{}[\]|~#@]/g, (character) => (character === '@' ? '@\u200b' : `\\${character}`));
}
