import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** 32 bytes: too many to guess. */
const TOKEN_BYTES = 32;
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Returns whether the address is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Decides which requests are answered. A page elsewhere whose name suddenly means this machine (DNS rebinding) sends its own name as
 * Host, and is refused: only addresses, `localhost` and the name that was asked for are taken. Beyond loopback a token is asked for.
 */
export class Access {
  /** Undefined on loopback. */
  readonly token: string | undefined;
  readonly #host: string;
  readonly #digest: Buffer | undefined;
  /** Cookies are shared by all ports of a host. */
  #cookie = 'longhaul';

  constructor(host: string, token = isLoopback(host) ? undefined : randomBytes(TOKEN_BYTES).toString('base64url')) {
    this.#host = host.toLowerCase();
    this.token = token;
    this.#digest = token === undefined ? undefined : digestOf(token);
  }

  /** Tells the port once it is known. */
  listensOn(port: number): void {
    this.#cookie = `longhaul-${port}`;
  }

  isHostAllowed(header: string | undefined): boolean {
    const name = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(header ?? '')?.[1]?.toLowerCase();
    if (name === undefined) return false;
    const bare = name.replace(/^\[|\]$/g, '');
    if (LOOPBACK.includes(bare) || bare === this.#host) return true;
    return !isLoopback(this.#host) && isIP(bare) !== 0;
  }

  /** Returns whether a request has the token, as a cookie or as a bearer's. */
  isAllowed({ cookie, authorization }: IncomingHttpHeaders): boolean {
    if (this.#digest === undefined) return true;
    const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const cookies = (cookie ?? '').split(/; */).map((each) => each.split('='));
    const [, kept] = cookies.find(([name]) => name === this.#cookie) ?? [];
    return [bearer, kept].some((given) => given !== undefined && this.isToken(given));
  }

  /** Compares digests, of equal length, in constant time. */
  isToken(given: string): boolean {
    return this.#digest === undefined || timingSafeEqual(digestOf(given), this.#digest);
  }

  /** Returns a Set-Cookie header that lets its bearer in for as long as the browser is open. */
  cookieHeader(): string {
    return `${this.#cookie}=${this.token ?? ''}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
