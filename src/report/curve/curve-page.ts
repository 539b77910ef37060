import type { CurveRow, Curves } from '../../model/result/curves.ts';
import { CURVE_NUMBERS } from '../../model/result/curves.ts';
import { html, type Markup } from '../html/markup.ts';
import { shell } from '../html/shell.ts';
import { CURVE_NUMBER_WORDS, CURVE_WORDS as WORDS } from '../messages/curve-words.ts';
import { fill, WORDS as REPORT_WORDS, type Text } from '../messages/words.ts';
import { formatInstant, formatLimit, quantityText } from '../text/format.ts';
import { labelText, regionName } from '../text/names.ts';
import { CURVE_UNITS, drawnNumbers, numberTicks, rateAxis } from './curve-axes.ts';
import { curveLegend, curvePlot } from './curve-plot.ts';
import { comparisonSentence, curveHeadlines } from './curve-sentences.ts';

/** Renders index.html: what a setting saves on top, then curves region by region, then the numbers behind them. */
export function curvePage(found: Curves): string {
  const { scenario, toolVersion, startedAt } = found;
  return shell({
    title: WORDS.title,
    of: scenario.name,
    heading: WORDS.title,
    footer: fill(REPORT_WORDS.made, { version: toolVersion, startedAt: formatInstant(startedAt) }),
    content: html`<section class="verdict"><h1 class="unseen">${WORDS.title}</h1><p class="scenario">${scenario.name}</p>
${curveHeadlines(found).map((headline) => html`<p class="headline">${headline}</p>`)}</section>
<section id="regions"><h2>${WORDS.regions}</h2><p class="note">${WORDS.regionsNote}</p>
<div class="paths">${scenario.regions.map(({ id }) => card(id, found))}</div></section>
${table(found)}
<section id="how"><h2>${WORDS.how}</h2><div class="card"><p>${WORDS.howText}</p></div></section>`,
  });
}

function card(region: string, found: Curves): Markup {
  const { scenario, settings, comparisons, rows } = found;
  const own = rows.filter((row) => row.region === region);
  const place = scenario.regions.findIndex(({ id }) => id === region);
  const plots = drawnNumbers(own).map((number) =>
    curvePlot({
      ...{ number, rows: own, settings, rates: rateAxis(rows), ticks: numberTicks(rows, number) },
      id: `curve-${place}-${number}`,
    }),
  );
  const sentences = comparisons.filter((each) => each.region === region).map(comparisonSentence);
  return html`<article class="card"><header><h3>${regionName(scenario.regions, region)}</h3></header>
${sentences.map((sentence) => html`<p>${sentence}</p>`)}<div class="cards">${plots}</div>${curveLegend(settings)}</article>`;
}

function table({ rows, scenario }: Curves): Markup {
  const number = (title: Text) => html`<th scope="col" class="number">${title}</th>`;
  const titles = [WORDS.asked, WORDS.encoded, ...CURVE_NUMBERS.map((id) => CURVE_NUMBER_WORDS[id]), WORDS.takes];
  return html`<section id="numbers"><h2>${WORDS.numbers}</h2><div class="card scroll" tabindex="0"><table><thead><tr><th scope="col">${WORDS.setting}</th><th scope="col">${WORDS.region}</th>${titles.map(number)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row, scenario.regions)}</tr>`)}</tbody></table></div></section>`;
}

function cells(row: CurveRow, regions: Curves['scenario']['regions']): readonly Markup[] {
  const region = regions.find(({ id }) => id === row.region);
  const numbers = [
    formatLimit(row.askedBps, 'bps'),
    quantityText(row.encodedBps, 'bps'),
    ...CURVE_NUMBERS.map((id) => quantityText(row[id], CURVE_UNITS[id])),
    String(row.takes),
  ];
  return [
    html`<th scope="row">${row.setting}</th><td>${region === undefined ? row.region : labelText(region)}</td>`,
    ...numbers.map((text) => html`<td class="number">${text}</td>`),
  ];
}
