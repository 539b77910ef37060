import { z } from 'zod';
import { section } from '../reading/section.ts';
import { text } from './fields.ts';

const SECRET_EXPECTED = 'where to find the secret: {env: NAME} or {file: path}';
const PATH_EXPECTED = 'the path of a file';

/** Builds the schema of a reference to a secret. Never the secret itself: scenarios are committed and recorded. */
export const secret = () =>
  z.union(
    [
      section('an environment variable', {
        env: text('the name of an environment variable', /^[A-Za-z_][A-Za-z0-9_]*$/),
      }),
      section('a file', { file: z.string({ error: PATH_EXPECTED }).min(1, { error: PATH_EXPECTED }) }),
    ],
    { error: SECRET_EXPECTED },
  );
