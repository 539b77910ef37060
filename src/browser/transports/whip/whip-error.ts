import { wallMs } from '../../wall-clock.ts';
import type { Redactor } from './redactor.ts';

/** Longest quote of a server's words, characters. */
const MAX_WORDS_LENGTH = 200;
/** Most of a body in which words are looked for: enough for the text of an error page behind its styles. */
const MAX_READ_LENGTH = 20_000;
const REDIRECTED =
  'a redirect led there; with 301, 302 or 303 the offer gets lost on the way, servers must redirect with 307 or 308';
/** Longest time until a retry, s; whatever is longer says no more. */
const MAX_RETRY_AFTER_S = 1e9;

/** A server's refusal: its status, and the server's own words in the body. */
export class WhipError extends Error {
  readonly status: number;
  readonly contentType: string;
  /** Time from now at which the server wants to be asked again, ms; undefined where it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(method: string, response: Response, body: string, redactor: Redactor) {
    const { status, statusText, headers, url, redirected } = response;
    const words = describeRefusal(`${status} ${redactor.words(statusText)}`, redactor.words(body));
    const why = response.ok && method === 'POST' ? ', but no SDP' : '';
    // fetch does not say which redirect it followed.
    const hint = redirected && method === 'POST' ? ` (${REDIRECTED})` : '';
    super(`${method} ${redactor.url(url)}: the server answered ${words}${why}${hint}`);
    this.name = 'WhipError';
    this.status = status;
    this.contentType = (headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    this.retryAfterMs = parseRetryAfter(headers.get('Retry-After'), headers.get('Date'), wallMs());
  }

  /** Returns the same error with how often it was given in how long; `nextMs`: time until the server wants to be asked again. */
  afterRetries(times: number, durationMs: number, nextMs: number | undefined): Error {
    const attempts = times === 1 ? '' : `asked ${times} times in ${(durationMs / 1000).toFixed(1)} s`;
    const next = nextMs === undefined || nextMs === 0 ? '' : `to be asked again in ${Math.ceil(nextMs / 1000)} s`;
    const details = [attempts, next].filter((part) => part !== '').join(', ');
    return details === '' ? this : new Error(`${this.message} (${details})`);
  }
}

function describeRefusal(status: string, body: string): string {
  // Servers tend to answer with an HTML page; its text is what matters.
  const text = body
    .slice(0, MAX_READ_LENGTH)
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = text.length > MAX_WORDS_LENGTH ? `${text.slice(0, MAX_WORDS_LENGTH)}…` : text;
  return [status.trim(), cut].filter((part) => part !== '').join(': ');
}

/**
 * Parses Retry-After (RFC 9110 section 10.2.3), seconds or a date, which is read by the server's own clock where it says what
 * that shows; returns ms from now, or undefined for neither.
 */
export function parseRetryAfter(field: string | null, date: string | null, nowMs: number): number | undefined {
  const text = field?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), MAX_RETRY_AFTER_S) * 1000;
  const atMs = parseDate(text);
  return atMs === undefined ? undefined : Math.max(0, atMs - (parseDate(date ?? '') ?? nowMs));
}

/** Parses a date of HTTP (RFC 9110 section 5.6.7); returns ms since 1970. */
function parseDate(text: string): number | undefined {
  const atMs = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}
