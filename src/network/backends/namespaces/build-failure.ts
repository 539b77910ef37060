import { CannotMeasureError } from '../../../lib/errors.ts';
import { messageOf } from '../../../lib/message-of.ts';

/** Wraps the cause of a failed opening into an error for the user. */
export function buildFailure(cause: unknown): CannotMeasureError {
  return new CannotMeasureError(
    `the network could not be built: ${messageOf(cause)}`,
    'see what `longhaul doctor` says about this machine',
    { cause },
  );
}
