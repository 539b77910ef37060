/** Characters XML 1.0 does not allow at all, and terminals obey: C0 and C1 controls, lone surrogates, non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

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
