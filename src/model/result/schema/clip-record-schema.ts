import { z } from 'zod';
import type { ClipRecord } from '../../recording/clip-facts.ts';

export const clipRecordSchema = z
  .object({
    width: z.number().int().describe('Pixels, as shown: turned upright, with the shape of its pixels applied'),
    height: z.number().int().describe('Pixels'),
    hasSound: z.boolean().describe('Whether it has sound, which is then sent too, limited, under the marks'),
    ownFps: z.number().exactOptional().describe('Pictures a second by its own timestamps; absent: not reported'),
    sentFps: z.number().exactOptional().describe('Different pictures of it sent per second of the window'),
  })
  .describe('The clip that was sent; absent without one') satisfies z.ZodType<ClipRecord>;
