import type { LinkTotals, TakeResult } from '../../model/result.ts';
import { formatCount, formatQuantity } from '../format.ts';
import { lossShare } from '../link-loss.ts';
import { VERDICT_WORDS, WORDS } from '../words.ts';
import { type Content, html, type Markup } from './markup.ts';

/** What each link counted in the measured window: the network's own account. */
export function linkSection(take: TakeResult | undefined): Markup {
  const links = take?.links ?? [];
  const heads = [WORDS.packets, WORDS.lostShare, WORDS.lostRandom, WORDS.lostBurst, WORDS.lostQueue, WORDS.queueMax];
  const table = html`<div class="card scroll" tabindex="0"><table><thead><tr><th scope="col">${WORDS.link}</th>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
<tbody>${links.map(row)}</tbody></table></div>`;
  return html`<section id="links"><h2>${WORDS.links}</h2><p class="note">${WORDS.linksNote}</p>
${links.length === 0 ? html`<p>${WORDS.noLinks}</p>` : table}</section>`;
}

function row(totals: LinkTotals): Markup {
  const share = lossShare(totals);
  const cells: Content[] = [
    formatCount(totals.inPackets),
    share === undefined
      ? html`<span class="missing">${VERDICT_WORDS['no-data']}</span>`
      : formatQuantity(share, 'fraction'),
    formatCount(totals.lostRandom),
    formatCount(totals.lostBurst),
    formatCount(totals.lostQueue),
    totals.queueDelayMaxMs === undefined
      ? html`<small>${WORDS.noQueue}</small>`
      : formatQuantity(totals.queueDelayMaxMs, 'ms'),
  ];
  return html`<tr><th scope="row"><code>${totals.link}</code></th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`;
}
