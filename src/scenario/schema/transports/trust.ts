import { z } from 'zod';
import { section } from '../section.ts';

const EXPECTED = 'the path of a certificate (PEM)';

/** A server's certificate that no authority vouches for. */
export const trust = () =>
  section('a certificate', { file: z.string({ error: EXPECTED }).min(1, { error: EXPECTED }) });
