import { foundNoPath } from '../browser/wait-until-connected.ts';
import { UDP_BLOCKED } from '../model/recording/connection-record.ts';

/** Adds to the reason of a failed connection what is known of the line. */
export function explainFailure(reason: string, udpIsBlocked: boolean): string {
  return udpIsBlocked && foundNoPath(reason) ? `${UDP_BLOCKED}; ${reason}` : reason;
}
