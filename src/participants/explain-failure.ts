import { foundNoPath } from '../browser/wait-until-connected.ts';

/** Adds to the reason of a failed connection what is known of the line. */
export function explainFailure(reason: string, udpIsBlocked: boolean): string {
  return udpIsBlocked && foundNoPath(reason) ? `could not connect: UDP is blocked on the line; ${reason}` : reason;
}
