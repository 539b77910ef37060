import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type { incidentSchema, likelyCauseSchema, symptomKindSchema } from './schema/incident-schema.ts';

/** Something the viewers of a region would notice, from when to when, and what stood beside it. */
export type Incident = DeepReadonly<z.infer<typeof incidentSchema>>;

export type SymptomKind = z.infer<typeof symptomKindSchema>;

/** Something recorded beside an incident that would explain it. */
export type LikelyCause = DeepReadonly<z.infer<typeof likelyCauseSchema>>;
