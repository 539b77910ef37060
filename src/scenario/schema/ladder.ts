import { z } from 'zod';
import { stepSchema } from './broadcast.ts';

const LADDER_EXPECTED = 'a list of steps such as [{size: 640x360, bitrate: [500 kbps, 1 Mbps]}]';

export const ladderSchema = z
  .array(stepSchema, { error: LADDER_EXPECTED })
  .min(1, { error: LADDER_EXPECTED })
  .describe(
    'Settings that `longhaul recommend` chooses from. Default: six steps up to the size of the broadcast, and the broadcast itself.',
  );

export type WrittenLadder = z.output<typeof ladderSchema>;
