/**
 * Characters that XML 1.0 forbids or terminals obey: controls other than tab and newline, lone surrogates, non-characters; and
 * the marks that change the writing direction, with which a name could rearrange the words around it.
 */
const UNPRINTABLE = /[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;

/** Makes text from outside (names, reasons, versions) safe to print on a terminal: one line without control characters. */
export function escapeTerminal(text: string): string {
  return text.replace(UNPRINTABLE, '').replace(/[\t\n]+/g, ' ');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes text safe in HTML and XML, as content and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(UNPRINTABLE, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Makes text safe in a Markdown table cell: no HTML, no emphasis, no mentions (@), one line. */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\\`*_{}[\]|~#@]/g, (character) => (character === '@' ? '@\u200b' : `\\${character}`));
}
