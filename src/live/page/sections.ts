import { speedText } from '../../lib/speed-text.ts';
import { icon, outcomeChip } from '../../report/html/icon.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { CONNECTION_WORDS } from '../../report/messages/connection-words.ts';
import { OUTCOME_WORDS } from '../../report/messages/verdict-words.ts';
import { fill, plain, type Text } from '../../report/messages/words.ts';
import { formatDuration, formatQuantity } from '../../report/text/format.ts';
import { bothLanguages, type ViewedRegion, viewerName } from '../../report/text/names.ts';
import type { LiveVerdict, SoFar, StateMessage, TakeMessage } from '../live-message.ts';
import { LIVE_INCIDENT_WORDS, LIVE_WORDS, PHASE_WORDS, SO_FAR_WORDS } from './live-words.ts';

/** Renders the first thing on the page: how it stands, and what is going on. */
export function headSection(take: TakeMessage | undefined, state: StateMessage, report: Markup): Markup {
  const { phase, soFar, finished, spoiltSeconds } = state;
  const tone = finished?.outcome ?? chipOf(soFar);
  const heading = finished === undefined ? SO_FAR_WORDS[soFar] : OUTCOME_WORDS[finished.outcome];
  return html`<p class="scenario">${take?.scenario ?? 'longhaul'}</p>
<h1 class="is-${tone}">${icon(tone)}${heading}</h1>
<p class="facts">${takeText(take, state)}</p>
${report}
${finished === undefined && phase !== 'stopped' ? html`<p class="note">${LIVE_WORDS.soFarNote}</p>` : ''}
${spoiltSeconds > 0 ? html`<p class="note">${fill(LIVE_WORDS.spoilt, { count: spoiltSeconds })}</p>` : ''}`;
}

/** Returns the class that gives that section its border. */
export function toneOf({ finished, soFar }: StateMessage): string {
  return `is-${finished?.outcome ?? chipOf(soFar)}`;
}

/** Returns the outcome whose colour and icon stand for it. */
function chipOf(soFar: SoFar): Exclude<SoFar, 'unknown'> {
  return soFar === 'unknown' ? 'no-data' : soFar;
}

function takeText(take: TakeMessage | undefined, { phase, measuredS, factor }: StateMessage): Text {
  const doing = PHASE_WORDS[phase];
  if (take === undefined) return doing;
  const all = formatDuration(take.seconds * 1000);
  const progress =
    phase === 'measuring'
      ? fill(LIVE_WORDS.progress, { phase: doing, done: formatDuration(measuredS * 1000), all })
      : doing;
  const { ordinal, count, seed, variant, again } = take;
  return joined([
    progress,
    fill(LIVE_WORDS.take, { ordinal, count, seed }),
    ...(variant === undefined ? [] : [fill(LIVE_WORDS.variant, { variant })]),
    ...(again === undefined ? [] : [LIVE_WORDS.again]),
    ...(factor === undefined || factor < 1.05 ? [] : [fill(LIVE_WORDS.slowed, { speed: speedText(factor) })]),
  ]);
}

function joined(parts: readonly Text[]): Text {
  return { en: parts.map(({ en }) => en).join(' · '), zh: parts.map(({ zh }) => zh).join(' · ') };
}

/** Renders each region's budgets against the window so far. */
export function budgetSection(take: TakeMessage, { verdicts }: StateMessage): Markup {
  const cards = take.regions.map(({ id, label }) => {
    const rows = verdicts.filter(({ region }) => region === id).map((verdict) => verdictRow(verdict, take, label));
    return html`<section class="card"><header><h3>${label}</h3></header><table class="budgets">
<thead><tr><th scope="col">${LIVE_WORDS.metric}</th><th scope="col" class="number">${LIVE_WORDS.soFar}</th><th scope="col" class="number">${LIVE_WORDS.limit}</th><th scope="col"></th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
  });
  return html`<h2>${LIVE_WORDS.budgets}</h2><div class="cards">${cards}</div>`;
}

/** Returns a participant's name: a viewer's by its region, the publisher's; the id of anything else. */
function nameOf({ regions }: TakeMessage, id: string): Text {
  if (id === 'publisher') return CONNECTION_WORDS.publisher;
  return viewerName(
    regions.map(
      ({ id: region, label, viewers }): ViewedRegion => ({
        ...{ id: region, label: label.en, labelZh: label.zh, viewers: viewers.length },
      }),
    ),
    id,
  );
}

function verdictRow({ label, actual, bound, outcome, viewer }: LiveVerdict, take: TakeMessage, region: Text): Markup {
  const isLater = outcome === 'later';
  const name = viewer === undefined || isLater ? undefined : nameOf(take, viewer);
  // The one viewer of a region goes by its name, which stands above already.
  const isNamed = name === undefined || name.en === region.en;
  return html`<tr><th scope="row">${label}${isNamed ? '' : html`<small>${name}</small>`}</th>
<td class="number">${isLater ? html`<small>${LIVE_WORDS.later}</small>` : actual}</td><td class="number">${bound}</td>
<td>${isLater ? '' : outcomeChip(outcome)}</td></tr>`;
}

/** Renders what went wrong, the latest first. */
export function incidentSection(take: TakeMessage, { incidents, incidentCount }: StateMessage): Markup {
  const items = incidents.toReversed().map(
    ({
      second,
      who,
      what,
      lastedS,
      detail,
    }) => html`<li><span>${second === undefined ? '' : formatQuantity(second * 1000, 'ms')}</span>
<b>${nameOf(take, who)}</b><span>${LIVE_INCIDENT_WORDS[what]}${lastedS === undefined ? '' : html` ${fill(LIVE_WORDS.lasted, { time: formatQuantity(lastedS * 1000, 'ms') })}`}${detail === undefined ? '' : html` <small>${detail}</small>`}</span></li>`,
  );
  return html`<h2>${LIVE_WORDS.incidents}</h2>
${items.length === 0 ? html`<p class="note">${LIVE_WORDS.noIncidents}</p>` : html`<ul class="card moments">${items}</ul>`}
${incidentCount > incidents.length ? html`<p class="note">${fill(LIVE_WORDS.incidentsMore, { count: incidentCount })}</p>` : ''}`;
}

/** Renders the latest picture of each viewer. */
export function pictureSection(take: TakeMessage, { pictures }: StateMessage): Markup {
  const figures = pictures.map(
    ({
      viewer,
      version,
      second,
      latencyMs,
    }) => html`<figure><img src="/picture?viewer=${encodeURIComponent(viewer)}&v=${take.ordinal}.${version}" alt="${bothLanguages(nameOf(take, viewer))}">
<figcaption>${nameOf(take, viewer)}${second === undefined ? '' : ` · ${second} s`}${latencyMs === undefined ? '' : ` · ${formatQuantity(latencyMs, 'ms')}`}</figcaption></figure>`,
  );
  return html`<h2>${LIVE_WORDS.pictures}</h2>
${figures.length === 0 ? html`<p class="note">${LIVE_WORDS.noPictures}</p>` : html`<div class="faces">${figures}</div>`}`;
}

/** Renders the takes before this one, as they stood at their ends. */
export function earlierSection({ count }: TakeMessage, { earlier }: StateMessage): Markup {
  if (earlier.length === 0) return html``;
  const rows = earlier.map(
    ({ ordinal, seed, variant, outcome }) =>
      html`<tr><th scope="row">${fill(LIVE_WORDS.take, { ordinal, count, seed })}${variant === undefined ? '' : html`<small>${variant}</small>`}</th><td>${soFarChip(outcome)}</td></tr>`,
  );
  return html`<h2>${LIVE_WORDS.earlier}</h2><section class="card"><table><tbody>${rows}</tbody></table></section>`;
}

function soFarChip(outcome: SoFar): Markup {
  return html`${outcomeChip(chipOf(outcome))} <small>${outcome === 'unknown' ? LIVE_WORDS.nothing : SO_FAR_WORDS[outcome]}</small>`;
}

/** Renders the link to the finished report, and where it lies. */
export function reportLine(state: StateMessage, href: string | 'none' | undefined): Markup {
  if (state.finished === undefined) return html``;
  const at = fill(LIVE_WORDS.reportAt, { path: plain(state.finished.report) });
  if (href === undefined) return html`<p class="facts">${at}</p>`;
  const link =
    href === 'none' ? html`${LIVE_WORDS.noReport}` : html`<a href="${href}" target="_blank">${LIVE_WORDS.report}</a>`;
  return html`<p class="headline">${link}</p><p class="facts">${at}</p>`;
}
