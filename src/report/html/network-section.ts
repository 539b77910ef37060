import type { LinkProfile, Loss, Segment } from '../../model/network.ts';
import type { Result, ScenarioSummary } from '../../model/result.ts';
import { formatLimit, formatLocalTime, formatQuantity } from '../format.ts';
import { type DirectionSummary, meanLossFraction, summarizePath } from '../path-summary.ts';
import { fill, type Text, WORDS } from '../words.ts';
import { type Content, html, type Markup } from './markup.ts';

/** What was asked of the network, segment by segment and as a whole. */
export function networkSection({ scenario }: Result): Markup {
  return html`<section id="network"><h2>${WORDS.network}</h2><p class="note">${WORDS.networkNote}</p>
<div class="cards">${scenario.regions.map((region) => card(scenario, region))}</div></section>`;
}

function card({ airtime, broadcast }: ScenarioSummary, region: ScenarioSummary['regions'][number]): Markup {
  const segments: readonly (readonly [Text, Segment])[] = [
    [WORDS.firstMile, broadcast.firstMile],
    [WORDS.haul, region.haul],
    [WORDS.access, region.access],
  ];
  const path = summarizePath(segments.map(([, segment]) => segment));
  const rows = segments.map(
    ([name, { label, out, back }]) =>
      html`<tr><th scope="row">${name}<small>${label}</small></th><td>${profile(out)}</td><td>${profile(back)}</td></tr>`,
  );
  return html`<article class="card"><header><h3>${region.label}</h3><span>${fill(WORDS.roundTripOf, { ms: formatQuantity(path.roundTripMs, 'ms') })}</span></header>
${onAir(airtime, region)}<table class="segments"><thead><tr><th scope="col">${WORDS.segment}</th><th scope="col">${WORDS.out}</th><th scope="col">${WORDS.back}</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">${WORDS.wholePath}</th><td>${whole(path.out)}</td><td>${whole(path.back)}</td></tr></tfoot></table></article>`;
}

/** When the stream begins, here and in China: what picked profiles by the hour. */
function onAir(airtime: string | undefined, { localTime, zone }: ScenarioSummary['regions'][number]): Content {
  if (airtime === undefined || localTime === undefined || zone === undefined) return '';
  const [china, local] = [formatLocalTime(airtime), formatLocalTime(localTime)];
  return html`<p class="note">${fill(WORDS.onAirIn, { china, local, zone })}</p>`;
}

function profile({ delayMs, jitterMs, loss, rateBps, queueMs }: LinkProfile): Content {
  const jitter = jitterMs > 0 ? ` ± ${formatQuantity(jitterMs, 'ms')}` : '';
  const lines: Content[] = [`${formatQuantity(delayMs, 'ms')}${jitter}`, lossLine(loss)];
  if (rateBps !== undefined) lines.push(formatLimit(rateBps, 'bps'));
  if (queueMs !== undefined) lines.push(fill(WORDS.queueOf, { ms: formatQuantity(queueMs, 'ms') }));
  return stacked(lines);
}

function lossLine(loss: Loss): Text {
  if (loss.type === 'none') return WORDS.noLoss;
  const words = loss.type === 'random' ? WORDS.lossOf : WORDS.burstLossOf;
  return fill(words, { share: formatQuantity(meanLossFraction(loss), 'fraction') });
}

function whole({ delayMs, lossFraction, rateBps }: DirectionSummary): Content {
  return stacked([
    formatQuantity(delayMs, 'ms'),
    lossFraction === 0 ? WORDS.noLoss : fill(WORDS.lossOf, { share: formatQuantity(lossFraction, 'fraction') }),
    rateBps === undefined ? WORDS.unlimited : formatLimit(rateBps, 'bps'),
  ]);
}

function stacked(lines: readonly Content[]): Content {
  return lines.map((line) => html`<div>${line}</div>`);
}
