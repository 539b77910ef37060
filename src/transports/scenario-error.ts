import { InputError } from '../lib/errors.ts';

/** Creates the error for one wrong value of the scenario; `path` is where it stands there. */
export function scenarioError(path: string, expected: string, got: string): InputError {
  return new InputError([{ where: 'scenario', path, expected, got }]);
}
