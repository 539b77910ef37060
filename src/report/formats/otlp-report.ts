import type { MetricValue, Unit } from '../../model/result/metric.ts';
import type { Result, TakeResult } from '../../model/result/result.ts';
import { shownVerdicts } from '../facts/takes.ts';
import type { Report } from '../report.ts';

/** Units by UCUM, as OpenTelemetry asks (https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units). */
const UCUM: Readonly<Record<Unit, string>> = {
  ms: 'ms',
  fraction: '1',
  bps: 'bit/s',
  fps: '{frame}/s',
  count: '{count}',
  px: '{pixel}',
  dB: 'dB',
  dBPerMbps: 'dB.s/Mbit',
  similarity: '1',
  score: '{score}',
};

const NANOSECONDS_PER_MS = 1_000_000n;

type Attributes = Readonly<Record<string, string>>;

/** A number with what it belongs to. */
interface Point {
  readonly attributes: Attributes;
  readonly value: number;
}

/**
 * Makes otlp.json: the body of an OTLP/HTTP export of metrics, in the JSON encoding of OTLP 1 (an ExportMetricsServiceRequest:
 * lowerCamelCase keys, 64-bit integers as decimal strings; https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
 * One gauge a metric, with a point for each viewer, take and statistic; what has no data has no point.
 */
export const otlpReport: Report = (result) => {
  const timeUnixNano = String(BigInt(Date.parse(result.startedAt)) * NANOSECONDS_PER_MS);
  const gauge = (name: string, description: string, unit: string, points: readonly Point[]) => ({
    ...{ name, description, unit },
    gauge: {
      dataPoints: points.map(({ attributes, value }) => ({
        ...{ attributes: keyValues(attributes), timeUnixNano, asDouble: value },
      })),
    },
  });
  const metrics = [
    gauge('longhaul.rehearsal.outcome', 'The verdict: 1 at the outcome that it is.', '1', [
      { attributes: { outcome: result.outcome }, value: 1 },
    ]),
    gauge(
      'longhaul.budget.outcome',
      'Each limit: 1 at the outcome of its worst valid take.',
      '1',
      budgetPoints(result),
    ),
    ...result.metrics.map(({ id, definition, unit }) =>
      gauge(
        `longhaul.viewer.${snakeCase(id)}`,
        definition,
        UCUM[unit],
        result.takes.flatMap((take) => viewerPoints(take, id)),
      ),
    ),
  ].filter(({ gauge: { dataPoints } }) => dataPoints.length > 0);
  const { tool, scenario } = result;
  const resource = {
    attributes: keyValues({
      'service.name': tool.name,
      'service.version': tool.version,
      'longhaul.scenario': scenario.name,
    }),
  };
  const scopeMetrics = [{ scope: { name: tool.name, version: tool.version }, metrics }];
  return [{ path: 'otlp.json', content: `${JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics }] })}\n` }];
};

function budgetPoints(result: Result): readonly Point[] {
  const { verdicts, isJudged } = shownVerdicts(result);
  // Without a valid take, nothing was judged.
  if (!isJudged) return [];
  return verdicts.map(({ region, metric, statistic, outcome }) => ({
    ...{ attributes: { region, metric, statistic, outcome }, value: 1 },
  }));
}

function viewerPoints({ seed, variant, outcome, viewers }: TakeResult, metric: string): readonly Point[] {
  return viewers.flatMap(({ id, region, metrics }) => {
    const value = metrics[metric];
    if (value === undefined) return [];
    const own = { region, viewer: id, seed: String(seed), ...(variant !== undefined && { variant }), take: outcome };
    return numbersOf(value).map(([statistic, number]) => ({ attributes: { ...own, statistic }, value: number }));
  });
}

function numbersOf(value: MetricValue): readonly (readonly [string, number])[] {
  switch (value.type) {
    case 'value':
      return [['value', value.value]];
    case 'distribution':
      return (['p50', 'p95', 'p99', 'max'] as const).map((statistic) => [statistic, value[statistic]] as const);
    case 'no-data':
      return [];
  }
}

function keyValues(attributes: Attributes) {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

/** Turns "stutterRate200" into "stutter_rate_200". */
function snakeCase(id: string): string {
  return id
    .replace(/([a-z])([A-Z\d])/g, '$1_$2')
    .replace(/(\d)([A-Z])/g, '$1_$2')
    .toLowerCase();
}
