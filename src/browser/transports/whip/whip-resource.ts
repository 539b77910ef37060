import { linkIceServers } from './link-ice-servers.ts';
import { Redactor } from './redactor.ts';
import { WhipError } from './whip-error.ts';
import type { WhipTask } from './whip-task.ts';

const SDP = 'application/sdp';
const SDP_FRAGMENT = 'application/trickle-ice-sdpfrag';
/** Longest wait for the response to a PATCH or DELETE: later signalling is of no use. */
const REQUEST_LIMIT_MS = 5000;

/** Outcome of an offer. */
export interface Offered {
  /** 'counter-offer': the server's own offer (WHEP draft), to be answered by `sendAnswer`. */
  readonly type: 'answer' | 'counter-offer';
  readonly sdp: string;
  /** Time from the request to its response, ms. */
  readonly answerMs: number;
  readonly resource: WhipResource;
}

/** The session that a WHIP or WHEP server made of an offer, driven by HTTP; it knows nothing of the connection itself. */
export class WhipResource {
  /** ICE servers to use in addition to or instead of those already known. */
  readonly iceServers: readonly RTCIceServer[];
  /** Whether the server has said that it takes candidates, ICE restarts, or both by PATCH. */
  readonly takesPatches: boolean;
  readonly #url: URL | undefined;
  readonly #bearer: string | undefined;
  readonly #redactor: Redactor;
  #etag: string | null;

  /**
   * Sends an offer (RFC 9725 section 4.2; the WHEP draft differs only in counter-offers). Throws WhipError, or an error that the
   * server cannot be reached.
   */
  static async offer({ url, bearer, isSecret = false }: WhipTask, sdp: string, signal: AbortSignal): Promise<Offered> {
    const startMs = performance.now();
    const redactor = new Redactor(url, isSecret);
    const { response, text } = await request(url, { method: 'POST', type: SDP, bearer, body: sdp, signal, redactor });
    const answerMs = performance.now() - startMs;
    const refusal = response.status === 201 ? undefined : new WhipError('POST', response, text, redactor);
    const isCounterOffer = refusal?.status === 406 && refusal.contentType === SDP && /^v=0/.test(text);
    if (refusal !== undefined && !isCounterOffer) throw refusal;
    const resource = new WhipResource(response, bearer, redactor);
    if (isCounterOffer && resource.#url === undefined)
      throw new Error(`POST ${redactor.url(url)}: a counter-offer without Location`);
    return { type: isCounterOffer ? 'counter-offer' : 'answer', sdp: text, answerMs, resource };
  }

  private constructor({ headers, url }: Response, bearer: string | undefined, redactor: Redactor) {
    const location = headers.get('Location');
    this.#url = location === null ? undefined : new URL(location, url);
    this.#bearer = bearer;
    this.#redactor = redactor;
    this.#etag = headers.get('ETag');
    this.iceServers = linkIceServers(headers.get('Link'));
    const accepted = headers.get('Accept-Patch');
    this.takesPatches =
      this.#url !== undefined && (accepted === null ? this.#etag !== null : accepted.includes(SDP_FRAGMENT));
  }

  /** Completes an exchange that began with a counter-offer. */
  async sendAnswer(sdp: string): Promise<void> {
    await this.#patch(SDP, sdp, {});
  }

  /** Sends candidates of ours, as a fragment. */
  async trickle(fragment: string): Promise<void> {
    await this.#patch(SDP_FRAGMENT, fragment, this.#etag === null ? {} : { 'If-Match': this.#etag });
  }

  /** Sends new credentials and candidates of ours; returns those of the server. Throws when the server does no ICE restarts. */
  async restart(fragment: string): Promise<string> {
    const { response, text } = await this.#patch(SDP_FRAGMENT, fragment, { 'If-Match': '*' });
    if (response.status !== 200) throw new Error(`the server answered an ICE restart with ${response.status}`);
    this.#etag = response.headers.get('ETag') ?? this.#etag;
    return text;
  }

  /** Tells the server that the session is over, if it has said where. */
  async remove(): Promise<void> {
    if (this.#url === undefined) return;
    const signal = AbortSignal.timeout(REQUEST_LIMIT_MS);
    const access = { bearer: this.#bearer, redactor: this.#redactor };
    await request(this.#url, { method: 'DELETE', ...access, signal, keepalive: true });
  }

  async #patch(type: string, body: string, headers: Record<string, string>) {
    if (this.#url === undefined) throw new Error('the server has not said where its session is');
    const signal = AbortSignal.timeout(REQUEST_LIMIT_MS);
    const access = { bearer: this.#bearer, redactor: this.#redactor };
    const answer = await request(this.#url, { method: 'PATCH', type, body, headers, ...access, signal });
    if (!answer.response.ok) throw new WhipError('PATCH', answer.response, answer.text, this.#redactor);
    return answer;
  }
}

interface Request {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly type?: string;
  readonly bearer: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly keepalive?: boolean;
  readonly redactor: Redactor;
}

/** Redirects are followed: 307 and 308 keep method and body. fetch sends the token to the first host only. */
async function request(
  url: string | URL,
  { method, type, bearer, headers, body, signal, redactor, keepalive = false }: Request,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, {
      ...{ method, signal, keepalive },
      headers: {
        ...(type !== undefined && { 'Content-Type': type }),
        ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    return { response, text: await response.text() };
  } catch (error) {
    const label = `${method} ${redactor.url(url)}`;
    throw new Error(
      signal.aborted ? `${label}: no answer in time` : `${label}: cannot be reached (${redactor.words(String(error))})`,
    );
  }
}
