import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { otlpReport } from '../../../src/report/formats/otlp-report.ts';
import { notReadyResult, SAMPLES } from '../sample-result.ts';

/** Fields of each message of OTLP 1 (opentelemetry-proto, metrics/v1/metrics.proto and common/v1/common.proto), in lowerCamelCase. */
const FIELDS = {
  request: ['resourceMetrics'],
  resourceMetrics: ['resource', 'scopeMetrics', 'schemaUrl'],
  resource: ['attributes', 'droppedAttributesCount'],
  scopeMetrics: ['scope', 'metrics', 'schemaUrl'],
  scope: ['name', 'version', 'attributes', 'droppedAttributesCount'],
  metrics: ['name', 'description', 'unit', 'gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary', 'metadata'],
  gauge: ['dataPoints'],
  dataPoints: ['attributes', 'startTimeUnixNano', 'timeUnixNano', 'asDouble', 'asInt', 'exemplars', 'flags'],
  attributes: ['key', 'value'],
  value: ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'],
} as const;

interface DataPoint {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
  readonly timeUnixNano: string;
  readonly asDouble: number;
}

interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly gauge: { readonly dataPoints: readonly DataPoint[] };
}

interface Exported {
  readonly resourceMetrics: readonly [{ readonly scopeMetrics: readonly [{ readonly metrics: readonly Metric[] }] }];
}

const exported = (result: Result) => JSON.parse(String(otlpReport(result)[0]?.content)) as Exported;
const metricsOf = (result: Result) => exported(result).resourceMetrics[0].scopeMetrics[0].metrics;
const attributesOf = ({ attributes }: DataPoint) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));

/** Lists the fields that no message of the specification has. */
function unknownFields(value: unknown, message: keyof typeof FIELDS): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => unknownFields(each, message));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...((FIELDS[message] as readonly string[]).includes(key) ? [] : [`${message}.${key}`]),
    ...(key in FIELDS ? unknownFields(inner, key as keyof typeof FIELDS) : []),
  ]);
}

describe('otlp.json', () => {
  it.each(Object.entries(SAMPLES))('of the sample "%s" has the fields of the specification only', (_, make) => {
    const body = exported(make());
    expect(unknownFields(body, 'request')).toEqual([]);
    const points = body.resourceMetrics[0].scopeMetrics[0].metrics.flatMap(({ gauge }) => gauge.dataPoints);
    expect(points.length).toBeGreaterThan(0);
    // 64-bit integers are decimal strings; a point has a number, never null.
    for (const { timeUnixNano, asDouble } of points) {
      expect(timeUnixNano).toBe(`${Date.parse(make().startedAt)}000000`);
      expect(Number.isFinite(asDouble)).toBe(true);
    }
  });

  it('has each number of result.json, by viewer, take and statistic', () => {
    const result = notReadyResult();
    const metrics = metricsOf(result);
    const latency = metrics.find(({ name }) => name === 'longhaul.viewer.latency');
    expect(latency?.unit).toBe('ms');
    const [take] = result.takes;
    const viewer = take?.viewers[0];
    const value = viewer?.metrics.latency;
    if (take === undefined || viewer === undefined || value?.type !== 'distribution') throw new Error('no latency');
    const point = latency?.gauge.dataPoints.find((each) => {
      const own = attributesOf(each);
      return own.viewer === viewer.id && own.seed === String(take.seed) && own.statistic === 'p95';
    });
    expect(point?.asDouble).toBe(value.p95);
    const budgets = metrics.find(({ name }) => name === 'longhaul.budget.outcome');
    expect(budgets?.gauge.dataPoints.map((each) => attributesOf(each).outcome)).toEqual(
      result.verdicts.map(({ outcome }) => outcome),
    );
  });

  it('has no point for what has no data, and no limit where nothing was judged', () => {
    for (const make of Object.values(SAMPLES)) {
      const result = make();
      const missing = result.takes.flatMap(({ viewers }) =>
        viewers.flatMap(({ metrics }) => Object.values(metrics).filter((each) => each?.type === 'no-data')),
      ).length;
      const values = result.takes.flatMap(({ viewers }) =>
        viewers.flatMap(({ metrics }) => Object.values(metrics).map((each) => (each?.type === 'distribution' ? 4 : 1))),
      );
      const points = metricsOf(result)
        .filter(({ name }) => name.startsWith('longhaul.viewer.'))
        .flatMap(({ gauge }) => gauge.dataPoints);
      expect(points.length).toBe(values.reduce((sum, count) => sum + count, 0) - missing);
      const judged = metricsOf(result).find(({ name }) => name === 'longhaul.budget.outcome');
      expect(judged?.gauge.dataPoints.length ?? 0).toBe(result.verdicts.length);
    }
  });

  it('names its metrics in snake case', () => {
    for (const { name } of metricsOf(notReadyResult())) expect(name).toMatch(/^longhaul(\.[a-z\d_]+)+$/);
  });
});
