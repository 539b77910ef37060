import { CannotMeasureError } from '../../../lib/errors.ts';

export function notBuilt(cause: unknown): CannotMeasureError {
  return new CannotMeasureError(
    `the network could not be built: ${cause instanceof Error ? cause.message : String(cause)}`,
    'see what `longhaul doctor` says of this machine',
    { cause },
  );
}
