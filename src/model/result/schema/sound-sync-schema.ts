import { z } from 'zod';

export const soundSyncSchema = z
  .object({
    state: z
      .enum(['in-step', 'following', 'apart'])
      .describe(
        'When the window opened. in-step: at most 70 ms early, where players leave it, and so little late that nobody notices (ITU-R BT.1359). following: sound was on its way to its picture, and nearer when the window closed, or there for less than 20 s, of whoever came in mid-show, which does not tell. apart: not nearer, so it is no matter of time',
      ),
    openedMs: z
      .number()
      .describe(
        'How much sound came before its picture (+) when the window opened, ms: median of 3 s; of whoever came in mid-show, of its first',
      ),
    closedMs: z.number().exactOptional().describe('The same when it closed; absent without marks heard then'),
  })
  .describe(
    'Sound against picture at the edges of the window; absent where no marks were heard before it, and in older results',
  );
