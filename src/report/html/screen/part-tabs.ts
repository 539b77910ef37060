import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { html, type Markup } from '../markup.ts';

/** Parts of the page below its first screen, by the ids that links may rely on. */
export const PARTS = [
  ['causes', SCREEN_WORDS.causes],
  ['seen', SCREEN_WORDS.pictures],
  ['lines', SCREEN_WORDS.networkPart],
  ['send', SCREEN_WORDS.send],
  ['definitions', SCREEN_WORDS.definitions],
] as const;

/** Renders the links to the parts, which stay at the top of the window. */
export function partTabs(): Markup {
  return html`<nav class="tabs" aria-label="Parts / 目录"><a href="#verdict">${SCREEN_WORDS.top}</a>${PARTS.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>`;
}
