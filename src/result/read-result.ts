import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import type { Result } from '../model/result/result.ts';
import { resultSchema } from '../model/result/schema/result-schema.ts';

const RESULT = 'result.json';

/** Reads the result of a finished rehearsal: its result.json, or, without one, judges its recordings. Throws InputError. */
export async function readResult(directory: string): Promise<Result> {
  const file = join(directory, RESULT);
  // Loaded only for it: with all that measures, it is a third of what a comparison loads.
  if (!existsSync(file)) return (await import('./judge-recordings.ts')).judgeRecordings(directory);
  const refuse = (got: string) =>
    new InputError([
      {
        ...{ where: file, path: '', expected: 'a result.json that this version of longhaul understands', got },
        hint: '`longhaul report` with its directory writes it again from the recordings',
      },
    ]);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'text that is no JSON' : messageOf(error));
  }
  const parsed = resultSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse([issue?.path.join('.') ?? '', issue?.message ?? 'something else'].filter(Boolean).join(': '));
  }
  return parsed.data;
}
