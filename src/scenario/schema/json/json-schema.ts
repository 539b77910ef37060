import { z } from 'zod';
import type { MetricInfo } from '../../../model/result/metric.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { EVENT_EFFECTS, EVENT_PLACES } from '../events.ts';
import { scenarioSchema } from '../scenario.ts';
import { requireVideoUnlessNamed } from './json-agora.ts';
import { budgetsJson } from './json-budgets.ts';
import { allowShortForms } from './json-forms.ts';
import { offerNames, requireNames } from './json-names.ts';
import { at, type Json } from './json-node.ts';

/** Names that a scenario may use, beside the keywords of the schema itself. */
export interface NamesKnown {
  readonly catalog: Catalog;
  readonly metrics: readonly MetricInfo[];
}

/**
 * Builds the JSON Schema (draft 2020-12) of the scenario file, for editors. It offers the names of catalog and metrics, and
 * refuses what `check` refuses as far as a schema can: it knows neither the limits of quantities nor whether the region ids in
 * budgets and events exist.
 */
function scenarioJsonSchema({ catalog, metrics }: NamesKnown): object {
  const generated = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' }) as unknown as Json;
  const properties = at(generated, 'properties');
  offerNames(generated, catalog);
  requireVideoUnlessNamed(generated);
  at(properties, 'variants', 'propertyNames').not = { const: 'base' };
  const budgets = budgetsJson(metrics, [...catalog.regions.keys()]);
  Object.assign(at(generated, '$defs'), budgets.definitions);
  properties.budgets = { ...budgets.schema, description: at(properties, 'budgets').description ?? '' };
  // An event has one place and at least one effect (resolve-events.ts).
  Object.assign(at(properties, 'events', 'items'), {
    oneOf: EVENT_PLACES.map((place) => ({ required: [place] })),
    anyOf: EVENT_EFFECTS.map((effect) => ({ required: [effect] })),
  });
  allowShortForms(generated);
  return {
    title: 'longhaul scenario',
    description: 'A live stream to rehearse. Quantities need a unit.',
    ...generated,
    allOf: requireNames(catalog),
  };
}

/** Returns the text of scenarios/scenario.schema.json. */
export function scenarioJsonSchemaText(known: NamesKnown): string {
  return `${JSON.stringify(scenarioJsonSchema(known), null, 2)}\n`;
}
