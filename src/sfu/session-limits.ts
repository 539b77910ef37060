/** Consent to send ends after 30 s without an answer (RFC 7675 section 5.1): the session ends. */
export const SILENT_CLOSE_MS = 30_000;
/** Of everything the origin sends (RFC 3550 section 6.5.1): one name, so that sound and picture belong together. */
export const CNAME = 'longhaul-origin';
/** Sessions at once, each with a socket of its own: far more than one machine can feed, far fewer than it has descriptors. */
export const MAX_SESSIONS = 400;

/** Why a session ended whose transport did, in words; `error` if something of ours failed. */
export function closedBy(error: unknown): string {
  if (error === undefined) return 'its transport closed';
  return `an error of the origin's: ${error instanceof Error ? error.stack : String(error)}`;
}
