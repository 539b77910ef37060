import type { MetricInfo } from '../../../model/result/metric.ts';
import { boundExamples, boundPattern } from '../../reading/bound.ts';
import { metricNames } from '../../reading/metric-names.ts';
import type { Json } from './json-node.ts';

/** Builds the schema of budgets: every metric by name, with the bounds that its unit allows. */
export function budgetsJson(
  metrics: readonly MetricInfo[],
  regions: readonly string[],
): { readonly schema: Json; readonly definitions: Json } {
  const definitions = Object.fromEntries(
    metrics.flatMap((metric) => [
      [definition(metric), boundJson(metric)],
      [`budget-${metric.id}`, metricJson(metric)],
    ]),
  );
  const bounds = { $ref: '#/$defs/bounds' };
  return {
    schema: {
      type: 'object',
      // Entries may have ids of their own: offer those of the catalog, refuse none.
      properties: Object.fromEntries(['all', ...regions].map((id) => [id, bounds])),
      // Bounds without a region are for all.
      patternProperties: Object.fromEntries(metrics.map((metric) => [namePattern(metric), reference(metric)])),
      additionalProperties: bounds,
    },
    definitions: {
      ...definitions,
      bounds: {
        type: 'object',
        properties: Object.fromEntries(metrics.map((metric) => [metric.id, reference(metric)])),
        patternProperties: Object.fromEntries(metrics.map((metric) => [namePattern(metric), reference(metric)])),
        additionalProperties: false,
      },
    },
  };
}

const definition = ({ id }: MetricInfo) => `bound-${id}`;

const reference = ({ id }: MetricInfo): Json => ({ $ref: `#/$defs/budget-${id}` });

/** Returns a pattern for all names of a metric. */
function namePattern(metric: MetricInfo): string {
  return `^(${metricNames(metric)
    .map((name) => name.replace(/[()./]/g, String.raw`\$&`))
    .join('|')})$`;
}

/** Builds the schema of a bound: a text, or the number alone where the unit has no name. */
function boundJson(metric: MetricInfo): Json {
  const text = { type: 'string', pattern: boundPattern(metric), examples: boundExamples(metric) };
  const takesNumber = metric.better !== 'neither' && UNNAMED_UNITS.includes(metric.unit);
  return takesNumber ? { anyOf: [text, { type: 'number', minimum: 0 }] } : text;
}

/** Units without a name, or whose name may be left out. */
const UNNAMED_UNITS: readonly MetricInfo['unit'][] = ['count', 'fps', 'similarity', 'score'];

/** Builds the schema of a metric's budget: a bound, {ready, warn}, or a list of these. */
function metricJson(metric: MetricInfo): Json {
  const bound = { $ref: `#/$defs/${definition(metric)}` };
  const steps = {
    type: 'object',
    properties: { ready: bound, warn: bound, fail: bound },
    anyOf: [{ required: ['ready'], properties: { fail: false } }, { required: ['warn', 'fail'] }],
    additionalProperties: false,
  };
  return {
    description: `${metric.label}. ${metric.definition}`,
    anyOf: [bound, steps, { type: 'array', items: { anyOf: [bound, steps] } }],
  };
}
