import { readFile } from 'node:fs/promises';
import { InputError } from '../lib/errors.ts';
import type { Secret } from '../model/scenario/secret.ts';

/** Reads a secret; `path` is where the scenario asks for it. Throws InputError, which does not show it. */
export async function readSecret(secret: Secret, path: string): Promise<string> {
  if ('env' in secret) {
    const value = process.env[secret.env]?.trim() ?? '';
    if (value === '') throw inputError(path, `the environment variable ${secret.env} to hold a token`, 'it is not set');
    return value;
  }
  const text = await readFile(secret.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw inputError(path, `a file that can be read: ${secret.file}`, error.code ?? 'an error');
  });
  if (text.trim() === '') throw inputError(path, `a token in ${secret.file}`, 'an empty file');
  return text.trim();
}

function inputError(path: string, expected: string, got: string): InputError {
  return new InputError([{ where: 'scenario', path, expected, got }]);
}
