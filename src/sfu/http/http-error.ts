import type { ServerResponse } from 'node:http';
import { NotPublishedError, TooManySessionsError } from '../origin-errors.ts';
import { NotAcceptableError, SdpError } from '../sdp/sdp-error.ts';

const RETRY_AFTER_S = 1;

/** Request that cannot be served; the message becomes the plain-text response body. */
export class HttpError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** Answers with what went wrong; what is not the request's fault is logged, and answered with 500. */
export function sendError(error: unknown, response: ServerResponse, log: (text: string) => void): void {
  // Its client has gone away, or gets an answer already.
  if (response.headersSent || (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
    response.destroy();
    return;
  }
  const httpError = toHttpError(error);
  if (httpError === undefined) log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
  const { status, headers, message } = httpError ?? new HttpError(500, 'the origin failed; see its log');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${message}\n`);
}

function toHttpError(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof SdpError) return new HttpError(400, error.message);
  if (error instanceof NotAcceptableError) return new HttpError(406, error.message);
  if (error instanceof TooManySessionsError)
    return new HttpError(503, error.message, { 'retry-after': String(RETRY_AFTER_S) });
  if (error instanceof NotPublishedError)
    return new HttpError(409, error.message, { 'retry-after': String(RETRY_AFTER_S) });
  return undefined;
}
