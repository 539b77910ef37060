import { z } from 'zod';

const check = z
  .object({
    quantity: z
      .enum([
        ...['delayMs', 'delayErrorMs', 'jitterMs', 'lossFraction', 'wrongFateFraction', 'rateBps', 'queueMs'],
        'roundTripMs',
      ] as const)
      .describe(
        'Median one-way delay; p95 of how far packets came from when each had to; spread of the one-way delay (p95 minus p5); share of probes lost; share lost that had to come or the reverse; rate of IP packets; the same spread while the queue was filled; median round trip, in recordings of before',
      ),
    direction: z.enum(['out', 'back']).exactOptional().describe('Absent for a round trip, which is both'),
    asked: z.number().describe('What the profiles make of the same probes'),
    least: z.number().describe('Least that is accepted'),
    most: z.number().describe('Most that is accepted'),
    got: z.number().exactOptional().describe('What the probes found; absent when none told'),
    outcome: z.enum(['ok', 'off', 'no-data']).describe('Whether the network is what was asked'),
    link: z.string().exactOptional().describe('When off: the link whose own counters disagree most with its profile'),
  })
  .describe('One property of one path, asked against got');

export const calibration = z
  .object({
    durationMs: z.number().describe('Time the last probing took'),
    attempts: z.int().describe('Probing is tried again when something is off; the last one is told here'),
    paths: z
      .array(
        z.object({
          node: z.string().describe('"publisher" or the viewer’s id: the path between it and the origin'),
          checks: z.array(check).describe('One a property'),
        }),
      )
      .describe('One entry a path'),
  })
  .describe('What active probes found of the network before the take');
