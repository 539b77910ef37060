import type { Result, ScenarioSummary, TakeResult } from '../../../model/result/result.ts';
import { asPlayed } from '../../../model/scenario/as-played.ts';
import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import type { Segment } from '../../../model/scenario/network.ts';
import { type DirectionSummary, summarizePath } from '../../facts/path-summary.ts';
import { profileLines } from '../../facts/profile-lines.ts';
import { broadcastNotes } from '../../facts/source-notes.ts';
import { backendSentences, NETWORK_WORDS } from '../../messages/network-words.ts';
import { fill, GAP, type Text } from '../../messages/words.ts';
import { formatLimit, formatLocalTime, formatQuantity, formatSpan } from '../../text/format.ts';
import { labelText, segmentName } from '../../text/names.ts';
import { bands } from '../../timeline/bands.ts';
import { foldedSection } from '../folded-section.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Renders what was asked of the network, segment by segment and as a whole. */
export function networkSection(result: Result, take: TakeResult | undefined): Markup {
  const { scenario } = result;
  return foldedSection(
    'network',
    NETWORK_WORDS.title,
    html`<p class="note">${NETWORK_WORDS.note}</p>
${take === undefined ? '' : html`<p class="note">${backendSentences(take).map((sentence) => [sentence, GAP])}</p>`}
${broadcastNotes(result).map((note) => html`<p class="note">${note}</p>`)}
${eventList(scenario)}
<div class="cards wide">${scenario.regions.map((region) => card(scenario, region))}</div>
${variantsWithOwnLines(scenario).map(({ name, played }) => html`<h3>${fill(NETWORK_WORDS.ofVariant, { name })}</h3><div class="cards wide">${played.regions.map((region) => card(played, region))}</div>`)}`,
  );
}

/** Lists the variants that are sent over other lines than the broadcast, and the scenario as each plays it. */
function variantsWithOwnLines(scenario: ScenarioSummary) {
  const { firstMile } = scenario.broadcast;
  return (scenario.variants ?? [])
    .filter(({ broadcast, hauls }) => hauls !== undefined || !isSame(broadcast.firstMile, firstMile))
    .map((variant) => ({ name: variant.name, played: asPlayed(scenario, variant) }));
}

function isSame(a: Segment, b: Segment): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Renders planned events and blackouts in words; the timelines draw them. */
function eventList(scenario: ScenarioSummary): Content {
  const planned = bands(scenario);
  if (planned.length === 0) return '';
  return html`<article class="card events"><h3>${NETWORK_WORDS.events}</h3><ul class="moments">${planned.map(
    (band) =>
      html`<li><b>${formatSpan(band)}</b><span>${band.name}</span><span>${band.where} · ${band.effect}</span></li>`,
  )}</ul></article>`;
}

function card({ airtime, broadcast }: ScenarioSummary, region: ScenarioSummary['regions'][number]): Markup {
  const segments: readonly (readonly [Text, Segment])[] = [
    [NETWORK_WORDS.firstMile, broadcast.firstMile],
    [NETWORK_WORDS.haul, region.haul],
    [NETWORK_WORDS.access, region.access],
  ];
  const path = summarizePath(segments.map(([, segment]) => segment));
  const rows = segments.map(
    ([name, segment]) =>
      html`<tr><th scope="row">${name}<small>${segmentName(segment)}</small></th><td>${profile(segment.out)}</td><td>${profile(segment.back)}</td></tr>`,
  );
  return html`<article class="card"><header><h3>${labelText(region)}</h3><span>${fill(NETWORK_WORDS.roundTripOf, { ms: formatQuantity(path.roundTripMs, 'ms') })}</span></header>
${onAir(airtime, region)}<table class="segments"><thead><tr><th scope="col">${NETWORK_WORDS.segment}</th><th scope="col">${NETWORK_WORDS.out}</th><th scope="col">${NETWORK_WORDS.back}</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">${NETWORK_WORDS.wholePath}</th><td>${whole(path.out)}</td><td>${whole(path.back)}</td></tr></tfoot></table></article>`;
}

/** Renders when the stream begins, locally and in China; the airtime selects profiles by the hour. */
function onAir(airtime: string | undefined, { localTime, zone }: ScenarioSummary['regions'][number]): Content {
  if (airtime === undefined || localTime === undefined || zone === undefined) return '';
  const [china, local] = [formatLocalTime(airtime), formatLocalTime(localTime)];
  return html`<p class="note">${fill(NETWORK_WORDS.onAirIn, { china, local, zone })}</p>`;
}

function profile(asked: LinkProfile): Content {
  return stacked(profileLines(asked));
}

function whole({ delayMs, lossFraction, rateBps }: DirectionSummary): Content {
  return stacked([
    formatQuantity(delayMs, 'ms'),
    lossFraction === 0
      ? NETWORK_WORDS.noLoss
      : fill(NETWORK_WORDS.lossOf, { share: formatQuantity(lossFraction, 'fraction') }),
    rateBps === undefined ? NETWORK_WORDS.unlimited : formatLimit(Number(rateBps.toPrecision(3)), 'bps'),
  ]);
}

function stacked(lines: readonly Content[]): Content {
  return lines.map((line) => html`<div>${line}</div>`);
}
