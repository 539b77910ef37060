/** Limits on the pictures that a viewer may keep of what it saw. */
export interface PicturePlan {
  /** Time from one picture of the filmstrip to the next, ms. */
  readonly filmIntervalMs: number;
  /** Shortest time between two kept incidents of one kind, ms; a far larger one is kept sooner. */
  readonly incidentIntervalMs: number;
  /** Largest number of incidents of one kind. */
  readonly mostIncidents: number;
  /** Largest size of all images together, bytes, before base64. */
  readonly mostBytes: number;
}

/** Longest side, pixels, of the filmstrip's pictures and of an incident's. */
export const FILM_SIDE = 160;
export const INCIDENT_SIDE = 256;

const LEAST_FILM_INTERVAL_MS = 5000;
const MOST_ON_FILM = 120;
const LEAST_INCIDENT_INTERVAL_MS = 2000;
const MOST_INCIDENTS = 10;
/** 0.95 MB as base64, so 50 viewers stay under 50 MB however long they watch. */
const MOST_BYTES = 700_000;

/** Returns the limits for a take that lasts `takeMs`. */
export function planPictures(takeMs: number): PicturePlan {
  return {
    filmIntervalMs: Math.max(LEAST_FILM_INTERVAL_MS, Math.ceil(takeMs / MOST_ON_FILM)),
    incidentIntervalMs: Math.max(LEAST_INCIDENT_INTERVAL_MS, Math.ceil(takeMs / MOST_INCIDENTS)),
    mostIncidents: MOST_INCIDENTS,
    mostBytes: MOST_BYTES,
  };
}
