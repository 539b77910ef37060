import { linkIceServers } from './link-ice-servers.ts';
import { Redactor } from './redactor.ts';
import { readText, sendRequest } from './send-request.ts';
import { sessionUrl } from './session-url.ts';
import { WhipError } from './whip-error.ts';
import type { WhipTask } from './whip-task.ts';

const SDP = 'application/sdp';
const NOT_ACCEPTABLE = 406;
const SDP_FRAGMENT = 'application/trickle-ice-sdpfrag';
/** Longest wait for the response to a PATCH or DELETE: later signalling is of no use. */
const REQUEST_LIMIT_MS = 5000;

/** Outcome of an offer. */
export interface Offered {
  /** 'counter-offer': the server's own offer (WHEP draft), to be answered by `sendAnswer`. */
  readonly type: 'answer' | 'counter-offer';
  readonly sdp: string;
  /** Status of the response: 201, or another of success, which the RFC does not allow, and clients take. */
  readonly status: number;
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
   * server cannot be reached or that its answer is none; a session that it made all the same is ended.
   */
  static async offer({ url, bearer, isSecret = false }: WhipTask, sdp: string, signal: AbortSignal): Promise<Offered> {
    const startMs = performance.now();
    const redactor = new Redactor(url, isSecret, bearer);
    const method = 'POST';
    const response = await sendRequest(url, { method, type: SDP, bearer, body: sdp, signal, redactor });
    const resource = new WhipResource(response, url, bearer, redactor);
    const { ok: isAccepted, status } = response;
    try {
      const text = await readText(response, { method, signal, redactor });
      const answerMs = performance.now() - startMs;
      const answer = { sdp: text, status, answerMs, resource };
      if (isAccepted && isSdp(text)) return { type: 'answer', ...answer };
      const refusal = new WhipError(method, response, text, redactor);
      const isCounterOffer = refusal.status === NOT_ACCEPTABLE && refusal.contentType === SDP && isSdp(text);
      if (!isCounterOffer) throw refusal;
      if (resource.hasSession) return { type: 'counter-offer', ...answer };
      throw new Error(`POST ${redactor.url(url)}: a counter-offer without Location`);
    } catch (error) {
      if (isAccepted) resource.remove().catch(() => {});
      throw error;
    }
  }

  private constructor({ headers, url }: Response, endpoint: string, bearer: string | undefined, redactor: Redactor) {
    this.#url = sessionUrl(headers.get('Location'), url);
    // Where a redirect led to another host, that has not got the token, and gets it no more from here on.
    const isTrusted = [url, this.#url?.href].some((one) => one !== undefined && originOf(one) === originOf(endpoint));
    this.#bearer = isTrusted ? bearer : undefined;
    this.#redactor = redactor;
    this.#etag = headers.get('ETag');
    this.iceServers = linkIceServers(headers.get('Link'));
    const accepted = headers.get('Accept-Patch');
    this.takesPatches =
      this.#url !== undefined && (accepted === null ? this.#etag !== null : accepted.includes(SDP_FRAGMENT));
  }

  /** Whether the server has said where its session is; without, nobody can end it but the server. */
  get hasSession(): boolean {
    return this.#url !== undefined;
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
    const { body } = await sendRequest(this.#url, { method: 'DELETE', ...access, signal, keepalive: true });
    await body?.cancel();
  }

  async #patch(type: string, body: string, headers: Record<string, string>) {
    if (this.#url === undefined) throw new Error('the server has not said where its session is');
    const signal = AbortSignal.timeout(REQUEST_LIMIT_MS);
    const redactor = this.#redactor;
    const request = { method: 'PATCH', type, body, headers, bearer: this.#bearer, redactor, signal } as const;
    const response = await sendRequest(this.#url, request);
    const text = await readText(response, request);
    if (!response.ok) throw new WhipError('PATCH', response, text, redactor);
    return { response, text };
  }
}

function isSdp(text: string): boolean {
  return /^\s*v=0\s/.test(text);
}

function originOf(url: string): string {
  return new URL(url).origin;
}
