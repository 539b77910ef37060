import { z } from 'zod';
import { section } from '../reading/section.ts';
import { parsedText, text } from './fields.ts';

const SECRET_EXPECTED = 'where to find the secret: {env: NAME} or {file: path}';
const PATH_EXPECTED = 'the path of a file';

/** A variable as shells and CI files write it. */
const VARIABLE = /^\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))$/;

/** Builds the schema of "${NAME}", which is {env: NAME}. */
const variable = () =>
  parsedText(SECRET_EXPECTED, VARIABLE.source, (written) => {
    const [, braced, plain] = VARIABLE.exec(written) ?? [];
    const env = braced ?? plain;
    return env === undefined ? { type: 'refused', expected: SECRET_EXPECTED } : { type: 'ok', value: { env } };
  });

/** Builds the schema of a reference to a secret. Never the secret itself: scenarios are committed and recorded. */
export const secret = () =>
  z.union(
    [
      section('an environment variable', {
        env: text('the name of an environment variable', /^[A-Za-z_][A-Za-z0-9_]*$/),
      }),
      section('a file', { file: z.string({ error: PATH_EXPECTED }).min(1, { error: PATH_EXPECTED }) }),
      variable(),
    ],
    { error: SECRET_EXPECTED },
  );
