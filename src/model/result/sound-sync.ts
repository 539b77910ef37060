import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type { soundSyncSchema } from './schema/sound-sync-schema.ts';

/** Sound against picture of a viewer: whether the player had brought the two together when the window opened. */
export type SoundSync = DeepReadonly<z.infer<typeof soundSyncSchema>>;
