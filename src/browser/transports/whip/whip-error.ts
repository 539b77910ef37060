import { wallMs } from '../../wall-clock.ts';
import { retryAfterMs } from './retry-after.ts';
import type { ToldOf } from './told-of.ts';

/** Of a server's words in an error. */
const MAX_WORDS_LENGTH = 200;

/** A server's refusal: status, and what the body says, which is the server's own. */
export class WhipError extends Error {
  readonly status: number;
  readonly contentType: string;
  /** When the server says to come again; undefined where it does not. */
  readonly retryAfterMs: number | undefined;

  constructor(method: string, { status, statusText, headers, url }: Response, body: string, told: ToldOf) {
    super(`${method} ${told.url(url)}: the server answered ${told.words(inWords(`${status} ${statusText}`, body))}`);
    this.name = 'WhipError';
    this.status = status;
    this.contentType = (headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    this.retryAfterMs = retryAfterMs(headers.get('Retry-After'), wallMs());
  }

  /** The same with how often it was said in how long; `nextMs`: when the server wants to be asked again. */
  asked(times: number, durationMs: number, nextMs: number | undefined): Error {
    const often = times === 1 ? '' : `asked ${times} times in ${(durationMs / 1000).toFixed(1)} s`;
    const next = nextMs === undefined || nextMs === 0 ? '' : `to be asked again in ${Math.ceil(nextMs / 1000)} s`;
    const more = [often, next].filter((part) => part !== '').join(', ');
    return more === '' ? this : new Error(`${this.message} (${more})`);
  }
}

function inWords(status: string, body: string): string {
  // Servers tend to answer with a page; its text is what matters.
  const text = body
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = text.length > MAX_WORDS_LENGTH ? `${text.slice(0, MAX_WORDS_LENGTH)}…` : text;
  return [status.trim(), cut].filter((part) => part !== '').join(': ');
}
