/** Silence that ends a session: consent to send expires 30 s after the last answer (RFC 7675 section 5.1). */
export const SILENT_CLOSE_MS = 30_000;
/**
 * CNAME of everything the origin sends (RFC 3550 section 6.5.1): one name, so that receivers synchronize audio and
 * video.
 */
export const CNAME = 'longhaul-origin';
/**
 * Concurrent sessions, each with its own socket: far more than one machine can feed, far fewer than it has descriptors.
 */
export const MAX_SESSIONS = 400;

/** Ends a session whose peer goes beyond a limit; the message is the reason. */
export class PeerError extends Error {}

/** Describes why a session's transport closed; `error` is set if our own code failed. */
export function describeClose(error: unknown): string {
  if (error === undefined) return 'its transport closed';
  if (error instanceof PeerError) return error.message;
  return `an error in the origin: ${error instanceof Error ? error.stack : String(error)}`;
}
