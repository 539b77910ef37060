import type { LinkTotals, Result, TakeResult } from '../../../model/result/result.ts';
import { lossShare } from '../../facts/link-loss.ts';
import { NETWORK_WORDS } from '../../messages/network-words.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { fill } from '../../messages/words.ts';
import { formatBytes, formatCount, formatQuantity } from '../../text/format.ts';
import { linkName } from '../../text/names.ts';
import { foldedSection } from '../folded-section.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Renders the packets that each link counted in the measured window. */
export function linkSection({ scenario }: Result, take: TakeResult | undefined): Markup {
  const links = take?.links ?? [];
  const { waits: wait, meanDelay, rateRange } = NETWORK_WORDS;
  const heads = [NETWORK_WORDS.packets, NETWORK_WORDS.lostShare, wait, meanDelay, rateRange];
  const table = html`<div class="card scroll" tabindex="0"><table class="links"><thead><tr><th scope="col">${NETWORK_WORDS.link}</th>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
<tbody>${links.map((link) => row(link, scenario.regions))}</tbody></table></div>`;
  return foldedSection(
    'links',
    NETWORK_WORDS.links,
    html`<p class="note">${NETWORK_WORDS.linksNote}</p>
${links.length === 0 ? html`<p>${NETWORK_WORDS.noLinks}</p>` : table}`,
  );
}

function row(totals: LinkTotals, regions: Result['scenario']['regions']): Markup {
  const cells: Content[] = [
    html`${formatCount(totals.inPackets)}<small>${fill(NETWORK_WORDS.carried, { size: formatBytes(totals.outBytes) })}</small>${impairments(totals)}${crossTraffic(totals)}`,
    losses(totals),
    waits(totals),
    totals.meanDelayMs === undefined ? missing() : formatQuantity(totals.meanDelayMs, 'ms'),
    rate(totals),
  ];
  return html`<tr><th scope="row">${linkName(totals.link, regions)}<small><code>${totals.link}</code></small></th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`;
}

/** Renders the share of packets lost, and the count per cause; where UDP is blocked, nothing else may have come in. */
function losses(totals: LinkTotals): Content {
  const share = lossShare(totals);
  const { lostRandom, lostBurst, lostQueue, lostBlackout = 0, lostMtu = 0, udpBlocked = 0 } = totals;
  const causes = [
    [lostRandom - lostMtu, TIMELINE_WORDS.causeRandom],
    [lostBurst - lostBlackout, TIMELINE_WORDS.causeBurst],
    [lostQueue, TIMELINE_WORDS.causeQueue],
    [lostBlackout, TIMELINE_WORDS.causeBlackout],
    [lostMtu, NETWORK_WORDS.causeMtu],
    [udpBlocked, NETWORK_WORDS.causeUdpBlocked],
  ] as const;
  const counts = causes.filter(([count]) => count > 0);
  return html`${share === undefined ? missing() : html`<b>${formatQuantity(share, 'fraction')}</b>`}${counts.map(([count, words]) => html`<small>${formatCount(count)} ${words}</small>`)}`;
}

function missing(): Markup {
  return html`<span class="missing">${VERDICT_WORDS['no-data']}</span>`;
}

function waits({ queueDelayP50Ms, queueDelayP95Ms, queueDelayMaxMs }: LinkTotals): Content {
  // Without a bottleneck there is no wait; 0 means that no packet waited.
  if (queueDelayMaxMs === undefined || queueDelayMaxMs === 0) return html`<small>${NETWORK_WORDS.noQueue}</small>`;
  const known = [queueDelayP50Ms, queueDelayP95Ms, queueDelayMaxMs].filter((wait) => wait !== undefined);
  return known.map((wait, i) => [i === 0 ? '' : ' · ', formatQuantity(wait, 'ms')]);
}

/** Renders the range of the rate if it changed; otherwise it is as in what was asked. */
function rate({ leastRateBps, mostRateBps }: LinkTotals): Content {
  if (leastRateBps === undefined || mostRateBps === undefined) return html`<small>${NETWORK_WORDS.unchanged}</small>`;
  const [least, most] = [formatQuantity(leastRateBps, 'bps'), formatQuantity(mostRateBps, 'bps')];
  return least === most ? least : fill(NETWORK_WORDS.rateFromTo, { least, most });
}

/** Renders the counts of packets that were impaired but not lost, for the effects that were asked for. */
function impairments({ duplicated, corrupted, reordered, marked }: LinkTotals): Content {
  const counts = [
    [duplicated, NETWORK_WORDS.duplicated],
    [corrupted, NETWORK_WORDS.corrupted],
    [reordered, NETWORK_WORDS.reordered],
    [marked, NETWORK_WORDS.marked],
  ] as const;
  return counts.map(([count, words]) =>
    count === undefined ? '' : html`<small>${fill(words, { count: formatCount(count) })}</small>`,
  );
}

/** Renders what other traffic got through the link, where there is any; it is in none of the other counts. */
function crossTraffic({ crossOutBytes, crossLost = 0 }: LinkTotals): Content {
  if (crossOutBytes === undefined) return '';
  const words = fill(NETWORK_WORDS.crossCarried, { size: formatBytes(crossOutBytes), count: formatCount(crossLost) });
  return html`<small>${words}</small>`;
}
