import type { WhipTask } from '../whip-task.ts';
import { linkIceServers } from './link-ice-servers.ts';
import { ToldOf } from './told-of.ts';
import { WhipError } from './whip-error.ts';

const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';
/** Of a PATCH or DELETE: signalling that takes longer is of no use any more. */
const REQUEST_LIMIT_MS = 5000;

/** What came of an offer. */
export interface Offered {
  /** 'counter-offer': the server's own offer (WHEP draft), to be answered by `sendAnswer`. */
  readonly type: 'answer' | 'counter-offer';
  readonly sdp: string;
  /** From the request to its response, ms. */
  readonly answerMs: number;
  readonly resource: WhipResource;
}

/** The session that a WHIP or WHEP server made of an offer, by HTTP; knows nothing of the connection itself. */
export class WhipResource {
  /** To be used besides or instead of those known already. */
  readonly iceServers: readonly RTCIceServer[];
  /** Whether the server has said that it takes candidates, ICE restarts, or both by PATCH. */
  readonly takesPatches: boolean;
  readonly #url: URL | undefined;
  readonly #bearer: string | undefined;
  readonly #told: ToldOf;
  #etag: string | null;

  /** RFC 9725 section 4.2; the WHEP draft is the same but for counter-offers. Throws WhipError, or that it cannot be reached. */
  static async offer({ url, bearer, isSecret = false }: WhipTask, sdp: string, signal: AbortSignal): Promise<Offered> {
    const begun = performance.now();
    const told = new ToldOf(url, isSecret);
    const { response, text } = await request(url, { method: 'POST', type: SDP, bearer, body: sdp, signal, told });
    const answerMs = performance.now() - begun;
    const refusal = response.status === 201 ? undefined : new WhipError('POST', response, text, told);
    const isCounterOffer = refusal?.status === 406 && refusal.contentType === SDP && /^v=0/.test(text);
    if (refusal !== undefined && !isCounterOffer) throw refusal;
    const resource = new WhipResource(response, bearer, told);
    if (isCounterOffer && resource.#url === undefined)
      throw new Error(`POST ${told.url(url)}: a counter-offer without Location`);
    return { type: isCounterOffer ? 'counter-offer' : 'answer', sdp: text, answerMs, resource };
  }

  private constructor({ headers, url }: Response, bearer: string | undefined, told: ToldOf) {
    const location = headers.get('Location');
    this.#url = location === null ? undefined : new URL(location, url);
    this.#bearer = bearer;
    this.#told = told;
    this.#etag = headers.get('ETag');
    this.iceServers = linkIceServers(headers.get('Link'));
    const accepted = headers.get('Accept-Patch');
    this.takesPatches =
      this.#url !== undefined && (accepted === null ? this.#etag !== null : accepted.includes(FRAGMENT));
  }

  /** Completes an exchange that began with a counter-offer. */
  async sendAnswer(sdp: string): Promise<void> {
    await this.#patch(SDP, sdp, {});
  }

  /** Candidates of ours, as a fragment. */
  async trickle(fragment: string): Promise<void> {
    await this.#patch(FRAGMENT, fragment, this.#etag === null ? {} : { 'If-Match': this.#etag });
  }

  /** New credentials and candidates of ours for those of the server's. Throws when the server does no ICE restarts. */
  async restart(fragment: string): Promise<string> {
    const { response, text } = await this.#patch(FRAGMENT, fragment, { 'If-Match': '*' });
    if (response.status !== 200) throw new Error(`the server answered an ICE restart with ${response.status}`);
    this.#etag = response.headers.get('ETag') ?? this.#etag;
    return text;
  }

  /** Tells the server that it is over, where it has said how. */
  async remove(): Promise<void> {
    if (this.#url === undefined) return;
    const signal = AbortSignal.timeout(REQUEST_LIMIT_MS);
    const who = { bearer: this.#bearer, told: this.#told };
    await request(this.#url, { method: 'DELETE', ...who, signal, keepalive: true });
  }

  async #patch(type: string, body: string, headers: Record<string, string>) {
    if (this.#url === undefined) throw new Error('the server has not said where its session is');
    const signal = AbortSignal.timeout(REQUEST_LIMIT_MS);
    const who = { bearer: this.#bearer, told: this.#told };
    const answer = await request(this.#url, { method: 'PATCH', type, body, headers, ...who, signal });
    if (!answer.response.ok) throw new WhipError('PATCH', answer.response, answer.text, this.#told);
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
  readonly told: ToldOf;
}

/** Redirects are followed: 307 and 308 keep method and body. The token goes to the first host only, as fetch sees to. */
async function request(
  url: string | URL,
  { method, type, bearer, headers, body, signal, told, keepalive = false }: Request,
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
    const asked = `${method} ${told.url(url)}`;
    throw new Error(
      signal.aborted ? `${asked}: no answer in time` : `${asked}: cannot be reached (${told.words(String(error))})`,
    );
  }
}
