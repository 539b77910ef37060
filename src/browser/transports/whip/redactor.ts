import { secretParts } from './secret-parts.ts';

/** Redacts what errors and notes may say: tokens always; of a secret endpoint only its host stays. */
export class Redactor {
  readonly #endpoint: string;
  readonly #isSecret: boolean;
  readonly #pattern: RegExp | undefined;

  constructor(endpoint: string, isSecret: boolean, bearer?: string) {
    this.#endpoint = new URL(endpoint).href;
    this.#isSecret = isSecret;
    const parts = secretParts(endpoint, isSecret, bearer);
    // Servers may spell names in another case than the request.
    this.#pattern = parts.length === 0 ? undefined : new RegExp(parts.map(escaped).join('|'), 'gi');
  }

  /** Returns a printable form of an address: the endpoint's, its session's, or where a redirect led, which may hold keys. */
  url(url: string | URL): string {
    const { href, origin, pathname, search } = new URL(url);
    if (this.#isSecret) return `${origin}/…`;
    return href === this.#endpoint ? href : this.words(`${origin}${pathname}${search === '' ? '' : '?…'}`);
  }

  /** Redacts words of a server or of the browser; to be called before they are cut, or half a key could remain. */
  words(text: string): string {
    return this.#pattern === undefined ? text : text.replace(this.#pattern, '…');
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
