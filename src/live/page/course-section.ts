import type { SeriesPoint, Unit } from '../../model/result/metric.ts';
import { lineChart, type PlotLine } from '../../report/html/charts/line-chart.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { fill, type Text } from '../../report/messages/words.ts';
import { quantityText } from '../../report/text/format.ts';
import { SERIES_COLOURS } from '../../report/timeline/palette.ts';
import { type LivePoint, type LiveRegion, SHOWN_METRICS, type ShownMetric, type TakeMessage } from '../live-message.ts';
import { LIVE_WORDS, METRIC_WORDS, NETWORK_ROW_WORDS } from './live-words.ts';

const UNITS: Readonly<Record<ShownMetric, Unit>> = {
  ...{ stutterRate: 'fraction', latency: 'ms', packetLoss: 'fraction', clarity: 'similarity', videoBitrate: 'bps' },
};
const NETWORK_UNITS: readonly Unit[] = ['ms', 'fraction', 'bps', 'ms'];
const DOTTED = [1, 4];
/** A limit far above what is seen would flatten the line. */
const LIMIT_REACH = 4;
/** A similarity has its own top, or equal pictures would look halfway. */
const TOP_OF_SIMILARITY = 1;

/** Renders one region's card: what its viewers see, and the network beneath. */
export function regionCourse(take: TakeMessage, place: number, points: readonly LivePoint[]): Markup {
  const region = take.regions[place];
  if (region === undefined) return html``;
  const seconds = secondsOf(take, points);
  const last = points.at(-1)?.regions[place];
  const colour = place % SERIES_COLOURS.length;
  const at = points.map(({ second, regions }) => ({ second, row: regions[place] }));
  const figures = SHOWN_METRICS.map((metric, which) => {
    const of = (side: 0 | 1): SeriesPoint[] =>
      at.map(({ second, row }) => ({ second, value: row?.figures[which]?.[side] }));
    const [middle, worst] = [of(0), of(1)];
    const lines: PlotLine[] = [
      { style: { colour, dash: [] }, points: middle },
      ...(region.viewers.length > 1 ? [{ style: { colour, dash: DOTTED }, points: worst }] : []),
    ];
    return chart({
      ...{
        id: `${region.id}-${metric}`,
        name: METRIC_WORDS[metric],
        now: last?.figures[which]?.[0],
        unit: UNITS[metric],
      },
      ...{ lines, seconds, region, limits: region.limits.filter((limit) => limit.metric === metric) },
    });
  });
  const network = ([0, 1, 2, 3] as const).map((which) => {
    const course: SeriesPoint[] = at.map(({ second, row }) => ({ second, value: row?.network[which] ?? undefined }));
    if (!course.some(({ value }) => value !== undefined)) return html``;
    return chart({
      ...{
        id: `${region.id}-network-${which}`,
        name: NETWORK_ROW_WORDS[which],
        now: last?.network[which] ?? undefined,
      },
      ...{ unit: NETWORK_UNITS[which] ?? 'count', lines: [{ style: { colour: 5, dash: [] }, points: course }] },
      ...{ seconds, region, limits: [] },
    });
  });
  const silent = last?.silent ?? 0;
  return html`<header><h3>${region.label}</h3>${silent > 0 ? html`<small class="missing">${fill(LIVE_WORDS.silent, { count: silent, all: region.viewers.length })}</small>` : ''}</header>
<div class="live-charts">${figures}</div>
<h4>${LIVE_WORDS.network}</h4><div class="live-charts low">${network}</div>`;
}

/** Renders how busy the machine is, and how far the stream's clock is slowed. */
export function machineCourse(take: TakeMessage, points: readonly LivePoint[]): Markup {
  const seconds = secondsOf(take, points);
  const last = points.at(-1);
  const line = (numberOf: (point: LivePoint) => number | null): PlotLine[] => [
    {
      style: { colour: 5, dash: [] },
      points: points.map((point) => ({ second: point.second, value: numberOf(point) ?? undefined })),
    },
  ];
  const common = { seconds, limits: [] };
  return html`<header><h3>${LIVE_WORDS.machine}</h3></header><div class="live-charts low">
${chart({ ...common, id: 'machine-busy', name: LIVE_WORDS.busy, now: last?.busyFraction ?? undefined, unit: 'fraction', lines: line(({ busyFraction }) => busyFraction) })}
${chart({ ...common, id: 'machine-factor', name: LIVE_WORDS.factor, now: last?.factor ?? undefined, unit: 'count', lines: line(({ factor }) => factor) })}</div>`;
}

interface Chart {
  readonly id: string;
  readonly name: Text;
  readonly now: number | undefined;
  readonly unit: Unit;
  readonly lines: readonly PlotLine[];
  readonly seconds: number;
  readonly region?: LiveRegion;
  readonly limits: LiveRegion['limits'];
}

function chart({ id, name, now, unit, lines, seconds, region, limits }: Chart): Markup {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  const largest = values.reduce((most, value) => Math.max(most, value), unit === 'similarity' ? TOP_OF_SIMILARITY : 0);
  const drawn = limits.map(({ limit }) => limit).filter((limit) => limit <= largest * LIMIT_REACH);
  const labelledBy = `chart-${id}`;
  return html`<figure><figcaption id="${labelledBy}">${name} <b>${quantityText(now, unit)}</b>${limits.map(({ bound }) => html` <small>${bound}</small>`)}</figcaption>
${lineChart({ unit, seconds, top: Math.max(largest, ...drawn), lines, limits: drawn, invalidSeconds: [], bands: region?.bands ?? [], labelledBy })}</figure>`;
}

/** Returns the window's length: as planned, or longer where it was extended. */
function secondsOf({ seconds }: TakeMessage, points: readonly LivePoint[]): number {
  return Math.max(1, seconds, (points.at(-1)?.second ?? -1) + 1);
}
