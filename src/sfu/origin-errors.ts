import { MAX_SESSIONS } from './session-limits.ts';

/** No publisher for the stream: HTTP 409, to be retried (draft-ietf-wish-whep section 4.2). */
export class NotPublishedError extends Error {
  constructor(stream: string) {
    super(`nobody publishes the stream "${stream}" now; try again later`);
    this.name = 'NotPublishedError';
  }
}

/** All sessions taken: HTTP 503, to be retried. */
export class TooManySessionsError extends Error {
  constructor() {
    super(`the origin has ${MAX_SESSIONS} sessions, which is its maximum; try again later`);
    this.name = 'TooManySessionsError';
  }
}
