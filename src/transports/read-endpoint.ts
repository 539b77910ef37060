import { ENDPOINT_EXPECTED, readEndpointUrl } from '../lib/endpoint-url.ts';
import { InputError } from '../lib/errors.ts';
import type { Secret } from '../model/scenario/secret.ts';
import { readSecret } from './read-secret.ts';

export interface Endpoint {
  readonly url: string;
  /** Whether path and query must not be shown: they contain a stream key. */
  readonly isSecret: boolean;
}

/**
 * Returns the endpoint given in the scenario, or reads it from where the scenario says. Throws InputError, which does
 * not show it.
 */
export async function readEndpoint(written: string | Secret, path: string): Promise<Endpoint> {
  if (typeof written === 'string') return { url: written, isSecret: false };
  const read = readEndpointUrl(await readSecret(written, path));
  if (read.type === 'ok') return { url: read.value, isSecret: true };
  const place = 'env' in written ? `the environment variable ${written.env}` : written.file;
  const expected = `${place} to hold ${read.expected.replace(ENDPOINT_EXPECTED, 'an endpoint’s URL')}`;
  throw new InputError([{ where: 'scenario', path, expected, got: 'something else, which is not shown' }]);
}
