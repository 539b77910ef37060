import { z } from 'zod';
import type { Calibration } from '../calibration.ts';

const checkSchema = z
  .object({
    quantity: z
      .enum([
        ...['delayMs', 'delayErrorMs', 'jitterMs', 'lossFraction', 'wrongFateFraction', 'rateBps', 'queueMs'],
        'roundTripMs',
      ] as const)
      .describe(
        'Median one-way delay; 95th percentile of how far packets arrived from when they were due; spread of the one-way delay (p95 minus p5); share of probes lost; share of probes lost that were to arrive, or the reverse; rate of IP packets; spread of the delay while the queue was filled; median round trip, in old recordings only',
      ),
    direction: z.enum(['out', 'back']).exactOptional().describe('Absent for a round trip, which covers both'),
    asked: z.number().describe('What the profiles make of the same probes'),
    least: z.number().describe('Smallest accepted value'),
    most: z.number().describe('Largest accepted value'),
    got: z.number().exactOptional().describe('What the probes measured; absent when none arrived'),
    outcome: z.enum(['ok', 'off', 'no-data']).describe('Whether the network is as asked'),
    link: z.string().exactOptional().describe('When off: the link whose own counters differ most from its profile'),
  })
  .describe('One property of one path, asked and measured');

export const calibrationSchema = z
  .object({
    durationMs: z.number().describe('Duration of the last probing'),
    attempts: z.int().describe('Probing is repeated when something is off; this is the result of the last attempt'),
    paths: z
      .array(
        z.object({
          node: z.string().describe('"publisher" or the viewer’s id: the path between it and the origin'),
          checks: z.array(checkSchema).describe('One per property'),
        }),
      )
      .describe('One entry per path'),
  })
  .describe('What active probes measured of the network before the take') satisfies z.ZodType<Calibration>;
