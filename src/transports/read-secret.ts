import { readFile } from 'node:fs/promises';
import { readFailure } from '../lib/read-failure.ts';
import type { Secret } from '../model/scenario/secret.ts';
import { scenarioError } from './scenario-error.ts';

/** Reads a secret; `path` is where the scenario asks for it, `noun` what it is. Throws InputError, which does not show it. */
export async function readSecret(secret: Secret, path: string, noun = 'a token'): Promise<string> {
  if ('env' in secret) {
    const value = process.env[secret.env]?.trim();
    if (value === undefined || value === '') {
      const got = value === undefined ? 'it is not set' : 'it is empty';
      throw scenarioError(path, `the environment variable ${secret.env} to hold ${noun}`, got);
    }
    return value;
  }
  const text = await readFile(secret.file, 'utf8').catch((error: unknown) => {
    throw scenarioError(path, `a file that can be read: ${secret.file}`, readFailure(error));
  });
  if (text.trim() === '') throw scenarioError(path, `${noun} in ${secret.file}`, 'an empty file');
  return text.trim();
}
