import { formatInstant } from '../text/format.ts';
import { html, type Markup } from './markup.ts';

/** Renders an ISO 8601 instant in UTC; the page's script turns it into the reader's own time. */
export function instant(iso: string): Markup {
  return html`<time datetime="${iso}">${formatInstant(iso)}</time>`;
}
