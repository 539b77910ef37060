/** Length from which a part of a path may be a key; shorter parts occur everywhere. */
const MIN_SECRET_LENGTH = 4;

/** Redacts what errors may say of a secret endpoint: its host stays, its path and query go, whoever quotes them. */
export class Redactor {
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

  /** Returns a printable form of an address: the endpoint's, its session's, or where a redirect led. */
  url(url: string | URL): string {
    return this.#isSecret ? `${new URL(url).origin}/…` : String(url);
  }

  /** Redacts words of a server or of the browser. */
  words(text: string): string {
    return this.#isSecret ? this.#parts.reduce((redacted, part) => redacted.replaceAll(part, '…'), text) : text;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
