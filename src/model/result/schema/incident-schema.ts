import { z } from 'zod';
import { metricIdSchema, unitSchema } from './metric-schema.ts';

export const symptomKindSchema = z.enum(['stutter', 'frame-rate', 'latency', 'sound-gap', 'clarity']);

const symptomSchema = z
  .object({
    kind: symptomKindSchema.describe('What somebody watching would notice'),
    metric: metricIdSchema.describe('Metric whose course shows it'),
    viewer: z.string().describe('The viewer with the worst value'),
    value: z.number().describe('Worst value: longest gap, lowest rate or similarity, largest delay'),
    usual: z.number().exactOptional().describe('What the viewer has otherwise; absent for gaps'),
    unit: unitSchema,
    times: z.int().describe('Gaps or stretches of this viewer that were taken together'),
  })
  .describe('One number that left its usual range');

export const likelyCauseSchema = z
  .object({
    cause: z.string().describe('Id of the cause, docs/incidents.md'),
    way: z.string().describe('Which way it took: "loss", "queue", "blackout" and the like'),
    strength: z
      .number()
      .min(0)
      .max(1)
      .describe('How much of the incident the evidence would explain: a rank, not a probability'),
    links: z.array(z.string()).exactOptional().describe('Links whose counters say so; absent where none is meant'),
    evidence: z
      .array(
        z.object({
          name: z.string().describe('"lost", "waited", "rate" and the like'),
          value: z.number().describe('Value beside the incident'),
          usual: z.number().exactOptional().describe('Value away from incidents; absent where there is no such time'),
          unit: unitSchema,
        }),
      )
      .describe('Numbers that stood beside it'),
  })
  .describe('Something recorded beside the incident that would explain it');

export const incidentSchema = z
  .object({
    fromMs: z.number().describe('Start, ms since the window opened'),
    toMs: z.number().describe('End, likewise'),
    region: z.string().describe('Region id'),
    viewers: z.array(z.string()).describe('Viewers that had it'),
    severity: z
      .enum(['slight', 'clear', 'severe'])
      .describe('severe: picture or sound stood still for a second or more; clear: 400 ms or more, or a worse stream'),
    symptoms: z.array(symptomSchema).describe('What went wrong, one per kind'),
    causes: z
      .array(likelyCauseSchema)
      .describe('Likely causes, likeliest first; empty when nothing recorded explains it'),
  })
  .describe('Something a viewer would notice, with what stood beside it');
