import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type { jitterBufferSchema, latencyStepSchema } from './schema/jitter-buffer-schema.ts';

/** Video jitter buffer of a viewer: whether it had its lasting size when the window opened, and where its size changed. */
export type JitterBuffer = DeepReadonly<z.infer<typeof jitterBufferSchema>>;

/** Change from one level of latency to another. */
export type LatencyStep = DeepReadonly<z.infer<typeof latencyStepSchema>>;
