import { z } from 'zod';
import { scenarioSchema } from './scenario.ts';

/** JSON Schema (draft 2020-12) of the scenario file, for editors. */
export function scenarioJsonSchema(): object {
  const generated = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    title: 'longhaul scenario',
    description: 'A live stream to rehearse. Quantities need a unit.',
    ...generated,
  };
}

/** The text of scenarios/scenario.schema.json. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}
