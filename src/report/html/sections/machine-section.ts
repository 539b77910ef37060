import type { Result, TakeResult } from '../../../model/result/result.ts';
import { backendDetails, backendWhy, ENVIRONMENT_NAMES, MACHINE_WORDS } from '../../messages/machine-words.ts';
import { PACE_WORDS, speedOf } from '../../messages/pace-words.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { fill, plain, type Text } from '../../messages/words.ts';
import { formatDuration, formatQuantity } from '../../text/format.ts';
import { type DataColumn, dataTable } from '../charts/data-table.ts';
import { lineChart, type PlotLine } from '../charts/line-chart.ts';
import { paceChart } from '../charts/pace-chart.ts';
import { foldedSection } from '../folded-section.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Renders whether the machine kept up, and its facts. */
export function machineSection(result: Result, take: TakeResult | undefined): Markup {
  if (take === undefined) return html``;
  const facts: (readonly [Text, Content])[] = [
    ...paceFacts(take),
    [MACHINE_WORDS.backend, take.network.backend],
    [MACHINE_WORDS.backendWhy, backendWhy(take.network.why)],
    ...backendDetails(take),
    ...Object.entries(take.environment).map(
      ([key, value]) => [ENVIRONMENT_NAMES.get(key) ?? plain(key), describe(key, value)] as const,
    ),
  ];
  const body = html`<p class="note">${MACHINE_WORDS.note}</p>
<div class="cards">${take.host.length === 0 ? '' : hostChart(result, take)}
<div class="card"><h3>${MACHINE_WORDS.environment}</h3><dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></div></div>`;
  // Unfolded where it may explain why the result is invalid.
  if (result.outcome === 'invalid') return html`<section id="machine"><h2>${MACHINE_WORDS.title}</h2>${body}</section>`;
  return foldedSection('machine', MACHINE_WORDS.title, body);
}

/** Returns the rows on the pace, also if nothing was slowed; none where it is not known. */
function paceFacts({ pace }: TakeResult): (readonly [Text, Content])[] {
  if (pace === undefined) return [];
  const values = { speed: speedOf([pace]), factor: pace.meanFactor.toFixed(2) };
  return [
    [PACE_WORDS.speed, fill(PACE_WORDS.meanSpeed, values)],
    [PACE_WORDS.playedFor, formatDuration(pace.playedMs)],
  ];
}

function describe(key: string, value: string | number): string {
  if (typeof value === 'string') return value;
  return key.endsWith('Bytes') ? `${(value / 1024 ** 3).toFixed(1)} GiB` : String(value);
}

function hostChart({ scenario }: Result, take: TakeResult): Markup {
  const { host, invalidSeconds } = take;
  const busy: PlotLine = {
    style: { colour: 0, dash: [] },
    points: host.map(({ second, busyFraction }) => ({ second, value: busyFraction })),
  };
  const steal: PlotLine = {
    style: { colour: 1, dash: [6, 3] },
    points: host.map(({ second, stealFraction }) => ({ second, value: stealFraction })),
  };
  const seconds = Math.max(1, Math.ceil(scenario.durationMs / 1000), ...host.map(({ second }) => second + 1));
  const chart = lineChart({
    unit: 'fraction',
    seconds,
    top: 1,
    lines: [busy, steal],
    limits: [],
    invalidSeconds: invalidSeconds.map(({ second }) => second),
    labelledBy: 'chart-host',
  });
  return html`<figure class="card"><figcaption><h3 id="chart-host">CPU</h3></figcaption>${chart}
<ul class="legend"><li>${sample(0, '')}<span>${MACHINE_WORDS.cpuBusy} ${worst(busy)}</span></li><li>${sample(1, '6 3')}<span>${MACHINE_WORDS.cpuSteal} ${worst(steal)}</span></li></ul>
${paceChart(take, { seconds, id: 'chart-host-pace' })}
${dataTable([column(MACHINE_WORDS.cpuBusy, busy), column(MACHINE_WORDS.cpuSteal, steal)], seconds)}</figure>`;
}

function column(name: Text, { points }: PlotLine): DataColumn {
  return { name, unit: 'fraction', points, extreme: 'largest' };
}

function sample(colour: number, dash: string): Markup {
  return html`<svg class="swatch" viewBox="0 0 28 6" aria-hidden="true"><path class="line c${colour}" stroke-dasharray="${dash}" d="M1 3H27"/></svg>`;
}

function worst({ points }: PlotLine): Content {
  const known = points.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (known.length === 0) return '';
  return html`<small>${fill(TIMELINE_WORDS.most, { max: formatQuantity(Math.max(...known), 'fraction') })}</small>`;
}
