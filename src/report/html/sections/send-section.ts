import type { Result } from '../../../model/result/result.ts';
import { LONGHAUL, SCENARIO_COPY } from '../../facts/next-command.ts';
import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { html, type Markup } from '../markup.ts';

/** Renders how to find out what to send; nothing where the stream is somebody else's. */
export function sendSection({ scenario }: Result): Markup {
  if (scenario.broadcast.transport !== 'local') return html``;
  return html`<section id="recommend"><h2>${SCREEN_WORDS.send}</h2><div class="card"><p>${SCREEN_WORDS.sendHow}</p>
<p><code>${LONGHAUL} recommend ${SCENARIO_COPY}</code></p></div></section>`;
}
