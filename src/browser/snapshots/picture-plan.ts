/** How many pictures a viewer may keep of what it saw. */
export interface PicturePlan {
  /** From one picture of the filmstrip to the next. */
  readonly filmIntervalMs: number;
  /** Of one kind of incident, one in so long is kept, or a second that is far larger. */
  readonly incidentIntervalMs: number;
  /** Of one kind, in all. */
  readonly mostIncidents: number;
  /** Of all images together, before they are text. */
  readonly mostBytes: number;
}

/** Longest side in pixels: of the filmstrip's pictures and of an incident's. */
export const FILM_SIDE = 160;
export const INCIDENT_SIDE = 256;

const LEAST_FILM_INTERVAL_MS = 5000;
const MOST_ON_FILM = 120;
const LEAST_INCIDENT_INTERVAL_MS = 2000;
const MOST_INCIDENTS = 10;
/** 0.95 MB as text, so 50 viewers stay under 50 MB however long they watch. */
const MOST_BYTES = 700_000;

/** For a take of so long. */
export function planPictures(takeMs: number): PicturePlan {
  return {
    filmIntervalMs: Math.max(LEAST_FILM_INTERVAL_MS, Math.ceil(takeMs / MOST_ON_FILM)),
    incidentIntervalMs: Math.max(LEAST_INCIDENT_INTERVAL_MS, Math.ceil(takeMs / MOST_INCIDENTS)),
    mostIncidents: MOST_INCIDENTS,
    mostBytes: MOST_BYTES,
  };
}
