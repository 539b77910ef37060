import type { LinkTotals, TakeResult } from '../../../model/result/result.ts';
import { lossShare } from '../../facts/link-loss.ts';
import { formatBytes } from '../../facts/profile-lines.ts';
import { NETWORK_WORDS } from '../../messages/network-words.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { fill } from '../../messages/words.ts';
import { formatCount, formatQuantity } from '../../text/format.ts';
import { linkName } from '../../text/names.ts';
import { folded } from '../folded.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** What each link counted in the measured window: the network's own account. */
export function linkSection(take: TakeResult | undefined): Markup {
  const links = take?.links ?? [];
  const { waits: wait, meanDelay, rateRange } = NETWORK_WORDS;
  const heads = [NETWORK_WORDS.packets, NETWORK_WORDS.lostShare, wait, meanDelay, rateRange];
  const table = html`<div class="card scroll" tabindex="0"><table class="links"><thead><tr><th scope="col">${NETWORK_WORDS.link}</th>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
<tbody>${links.map(row)}</tbody></table></div>`;
  return folded(
    'links',
    NETWORK_WORDS.links,
    html`<p class="note">${NETWORK_WORDS.linksNote}</p>
${links.length === 0 ? html`<p>${NETWORK_WORDS.noLinks}</p>` : table}`,
  );
}

function row(totals: LinkTotals): Markup {
  const cells: Content[] = [
    html`${formatCount(totals.inPackets)}<small>${fill(NETWORK_WORDS.carried, { size: formatBytes(totals.outBytes) })}</small>${mishaps(totals)}`,
    losses(totals),
    waits(totals),
    totals.meanDelayMs === undefined ? missing() : formatQuantity(totals.meanDelayMs, 'ms'),
    rate(totals),
  ];
  return html`<tr><th scope="row"><code>${totals.link}</code><small>${linkName(totals.link)}</small></th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`;
}

/** The share, and how many for which cause. */
function losses(totals: LinkTotals): Content {
  const share = lossShare(totals);
  if (share === undefined) return missing();
  const { lostRandom, lostBurst, lostQueue, lostBlackout = 0 } = totals;
  const causes = [
    [lostRandom, TIMELINE_WORDS.causeRandom],
    [lostBurst - lostBlackout, TIMELINE_WORDS.causeBurst],
    [lostQueue, TIMELINE_WORDS.causeQueue],
    [lostBlackout, TIMELINE_WORDS.causeBlackout],
  ] as const;
  const counts = causes.filter(([count]) => count > 0);
  return html`<b>${formatQuantity(share, 'fraction')}</b>${counts.map(([count, words]) => html`<small>${formatCount(count)} ${words}</small>`)}`;
}

function missing(): Markup {
  return html`<span class="missing">${VERDICT_WORDS['no-data']}</span>`;
}

function waits({ queueDelayP50Ms, queueDelayP95Ms, queueDelayMaxMs }: LinkTotals): Content {
  // Never more than its own packet's time on the line: nothing waited.
  if (queueDelayMaxMs === undefined || queueDelayMaxMs === 0) return html`<small>${NETWORK_WORDS.noQueue}</small>`;
  const known = [queueDelayP50Ms, queueDelayP95Ms, queueDelayMaxMs].filter((wait) => wait !== undefined);
  return known.map((wait, i) => [i === 0 ? '' : ' · ', formatQuantity(wait, 'ms')]);
}

/** Only where it changed: else it stands in what was asked. */
function rate({ leastRateBps, mostRateBps }: LinkTotals): Content {
  if (leastRateBps === undefined || mostRateBps === undefined) return html`<small>${NETWORK_WORDS.unchanged}</small>`;
  const [least, most] = [formatQuantity(leastRateBps, 'bps'), formatQuantity(mostRateBps, 'bps')];
  return least === most ? least : fill(NETWORK_WORDS.rateFromTo, { least, most });
}

/** What befell packets that were not lost; nothing where none was asked for. */
function mishaps({ duplicated, corrupted, reordered }: LinkTotals): Content {
  const counts = [
    [duplicated, NETWORK_WORDS.duplicated],
    [corrupted, NETWORK_WORDS.corrupted],
    [reordered, NETWORK_WORDS.reordered],
  ] as const;
  return counts.map(([count, words]) =>
    count === undefined ? '' : html`<small>${fill(words, { count: formatCount(count) })}</small>`,
  );
}
