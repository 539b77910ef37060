import type { AgoraTask } from '../browser/transports/agora/agora-task.ts';
import type { AgoraEncryption } from '../model/scenario/agora-settings.ts';
import { readSecret } from './read-secret.ts';
import { scenarioError } from './scenario-error.ts';

/** Keys that the SDK can hand to Agora's edge. */
const KEY = /^[\x20-\x7e]{1,62}$/;
const SALT_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Reads key and salt. Throws InputError if one is missing or cannot be one; its message never contains them. `path` is where
 * the scenario asks for them.
 */
export async function readEncryption(
  encryption: AgoraEncryption | undefined,
  path: string,
): Promise<AgoraTask['encryption']> {
  if (encryption === undefined) return undefined;
  const { mode, key: keyAt, salt: saltAt } = encryption;
  const key = await readSecret(keyAt, `${path}.key`, 'a key');
  if (!KEY.test(key)) throw scenarioError(`${path}.key`, 'a key of at most 62 ASCII characters', 'something else');
  if (saltAt === undefined) return { mode, key };
  const salt = await readSecret(saltAt, `${path}.salt`, 'a salt');
  if (!BASE64.test(salt) || Buffer.from(salt, 'base64').length !== SALT_BYTES)
    throw scenarioError(`${path}.salt`, `a salt of ${SALT_BYTES} bytes in base64`, 'something else');
  return { mode, key, salt };
}
