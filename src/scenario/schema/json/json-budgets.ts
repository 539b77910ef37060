import type { MetricInfo } from '../../../model/result/metric.ts';
import { boundExamples, boundPattern } from '../../reading/bound.ts';
import type { Json } from './json-node.ts';

/** Builds the schema of budgets: every metric by name, with the bounds that its unit allows. */
export function budgetsJson(
  metrics: readonly MetricInfo[],
  regions: readonly string[],
): { readonly schema: Json; readonly definitions: Json } {
  const definitions = Object.fromEntries(metrics.map((metric) => [definition(metric), boundJson(metric)]));
  const bounds = { $ref: '#/$defs/bounds' };
  return {
    schema: {
      type: 'object',
      // Entries may have ids of their own: offer those of the catalog, refuse none.
      properties: Object.fromEntries(['all', ...regions].map((id) => [id, bounds])),
      additionalProperties: bounds,
    },
    definitions: {
      ...definitions,
      bounds: {
        type: 'object',
        properties: Object.fromEntries(metrics.map((metric) => [metric.id, metricJson(metric)])),
        additionalProperties: false,
      },
    },
  };
}

const definition = ({ id }: MetricInfo) => `bound-${id}`;

function boundJson(metric: MetricInfo): Json {
  return { type: 'string', pattern: boundPattern(metric), examples: boundExamples(metric) };
}

/** Builds the schema of a metric's budget: a bound, {ready, warn}, or a list of these. */
function metricJson(metric: MetricInfo): Json {
  const bound = { $ref: `#/$defs/${definition(metric)}` };
  const steps = {
    type: 'object',
    properties: { ready: bound, warn: bound },
    required: ['ready'],
    additionalProperties: false,
  };
  return {
    description: `${metric.label}. ${metric.definition}`,
    anyOf: [bound, steps, { type: 'array', items: { anyOf: [bound, steps] } }],
  };
}
