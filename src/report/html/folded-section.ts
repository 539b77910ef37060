import type { Text } from '../messages/words.ts';
import { type Content, html, type Markup } from './markup.ts';

/** Renders a section that its heading opens: for what is read to check something, not to learn the verdict. */
export function foldedSection(id: string, heading: Text, body: Content): Markup {
  return html`<section id="${id}"><details class="fold"><summary><h2>${heading}</h2></summary>${body}</details></section>`;
}
