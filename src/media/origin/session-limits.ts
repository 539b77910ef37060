/** No RTCP from a viewer for so long: nothing more is sent to it until it is heard again. */
export const SILENT_PAUSE_MS = 5000;
/** Consent to send ends after 30 s without an answer (RFC 7675 section 5.1): the session ends. */
export const SILENT_CLOSE_MS = 30_000;
/** Of everything the origin sends (RFC 3550 section 6.5.1): one name, so that sound and picture belong together. */
export const CNAME = 'longhaul-origin';
