import { z } from 'zod';
import { delay } from './fields.ts';
import { haulProfileSchema, lineProfileSchema } from './profiles.ts';

const labels = { label: z.string().min(1), labelZh: z.string().min(1) };
const stretch = z.strictObject({ rtt: delay(), source: z.string().min(1) });

const region = z.strictObject({
  ...labels,
  edge: stretch,
  mainland: stretch,
  hauls: z.record(z.string(), haulProfileSchema),
  access: z.record(z.string(), lineProfileSchema),
});

/** The files of scenarios/catalog, by what they hold. */
export const catalogFileSchemas = {
  sources: z.strictObject({
    references: z.record(z.string(), z.string().min(1)),
    profiles: z.record(z.string(), z.record(z.string(), z.string().min(1))),
  }),
  regions: z.strictObject({
    hauls: z.record(z.string(), z.strictObject(labels)),
    access: z.record(z.string(), z.strictObject(labels)),
    regions: z.record(z.string(), region),
  }),
  firstMiles: z.strictObject({
    firstMiles: z.record(z.string(), z.strictObject({ ...labels, profile: lineProfileSchema })),
  }),
};

export type WrittenCatalogRegion = z.output<typeof region>;
