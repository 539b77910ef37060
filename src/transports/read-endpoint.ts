import { ENDPOINT_EXPECTED, readEndpointUrl } from '../lib/endpoint-url.ts';
import type { Secret } from '../model/scenario/secret.ts';
import { readSecret } from './read-secret.ts';
import { scenarioError } from './scenario-error.ts';

export interface Endpoint {
  readonly url: string;
  /** Whether path and query must not be shown: they contain a stream key. */
  readonly isSecret: boolean;
}

/**
 * Returns the endpoint given in the scenario, or reads it from where the scenario says. Throws InputError, which does
 * not show it.
 */
export async function readEndpoint(configured: string | Secret, path: string): Promise<Endpoint> {
  if (typeof configured === 'string') return { url: configured, isSecret: false };
  const parsed = readEndpointUrl(await readSecret(configured, path));
  if (parsed.type === 'ok') return { url: parsed.value, isSecret: true };
  const location = 'env' in configured ? `the environment variable ${configured.env}` : configured.file;
  const expected = `${location} to hold ${parsed.expected.replace(ENDPOINT_EXPECTED, 'an endpoint’s URL')}`;
  throw scenarioError(path, expected, 'something else, which is not shown');
}
