import { wallMs } from '../../wall-clock.ts';
import type { Redactor } from './redactor.ts';

/** Longest quote of a server's words, characters. */
const MAX_WORDS_LENGTH = 200;

/** A server's refusal: its status, and the server's own words in the body. */
export class WhipError extends Error {
  readonly status: number;
  readonly contentType: string;
  /** Time from now at which the server wants to be asked again, ms; undefined where it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(method: string, { status, statusText, headers, url }: Response, body: string, redactor: Redactor) {
    super(
      `${method} ${redactor.url(url)}: the server answered ${redactor.words(describeRefusal(`${status} ${statusText}`, body))}`,
    );
    this.name = 'WhipError';
    this.status = status;
    this.contentType = (headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    this.retryAfterMs = parseRetryAfter(headers.get('Retry-After'), wallMs());
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
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = text.length > MAX_WORDS_LENGTH ? `${text.slice(0, MAX_WORDS_LENGTH)}…` : text;
  return [status.trim(), cut].filter((part) => part !== '').join(': ');
}

/** Parses Retry-After (RFC 9110 section 10.2.3), seconds or a date; returns ms from now, or undefined for neither. */
export function parseRetryAfter(field: string | null, nowMs: number): number | undefined {
  const text = field?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const atMs = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
