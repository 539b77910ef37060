import { z } from 'zod';
import { linkProfileSchema } from './link-profile-schema.ts';

/** Chinese name of something that has one in English. */
export const labelZh = z.string().exactOptional().describe('In Chinese; absent: as in `label`');

export const segmentSchema = z
  .object({
    profile: z.string().describe('Catalog name, or "custom"'),
    label: z.string().describe('In words'),
    labelZh,
    out: linkProfileSchema.describe('From China to the viewer: media'),
    back: linkProfileSchema.describe('Towards China: feedback'),
  })
  .describe('A segment of the path');
