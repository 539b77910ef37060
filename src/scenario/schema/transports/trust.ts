import { z } from 'zod';
import { section } from '../../reading/section.ts';

const EXPECTED = 'the path of a certificate (PEM)';

/** Builds the schema of a server certificate to trust although no authority signed it. */
export const trust = () =>
  section('a certificate', { file: z.string({ error: EXPECTED }).min(1, { error: EXPECTED }) });
