/** Shorter parts of a path are no key, and everywhere. */
const MIN_SECRET_LENGTH = 4;

/** What errors may say where an endpoint is secret: its host, and nothing that its path and query have in them, whoever says it. */
export class ToldOf {
  readonly #isSecret: boolean;
  readonly #parts: readonly string[];

  constructor(endpoint: string, isSecret: boolean) {
    this.#isSecret = isSecret;
    const { pathname, search, searchParams } = new URL(endpoint);
    const parts = [pathname, search, ...pathname.split('/'), ...searchParams.values()];
    const spellings = parts.flatMap((part) => [part, decoded(part)]);
    this.#parts = [...new Set(spellings)]
      .filter((part) => part.length >= MIN_SECRET_LENGTH)
      .sort((a, b) => b.length - a.length);
  }

  /** An address: the endpoint's, its session's, or where a redirect led. */
  url(url: string | URL): string {
    return this.#isSecret ? `${new URL(url).origin}/…` : String(url);
  }

  /** Words of a server's, or of the browser's. */
  words(text: string): string {
    return this.#isSecret ? this.#parts.reduce((told, part) => told.replaceAll(part, '…'), text) : text;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
