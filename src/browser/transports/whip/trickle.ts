import { messageOf } from '../message-of.ts';
import { localFragment } from './sdp-fragment.ts';
import type { WhipResource } from './whip-resource.ts';

/** Candidates found within this time go in one request. */
const BATCH_MS = 50;

/** Sends a connection's candidates, as they are found, to a server that takes them. Create it before gathering begins. */
export class Trickle {
  readonly #peer: RTCPeerConnection;
  readonly #resource: WhipResource;
  readonly #onRefused: (reason: string) => void;
  #unsent: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Requests go in order: an earlier one must not arrive after the restart that outdates it. */
  #sending = Promise.resolve();
  #isPaused = false;
  #isRefused = false;

  constructor(peer: RTCPeerConnection, resource: WhipResource, onRefused: (reason: string) => void) {
    this.#peer = peer;
    this.#resource = resource;
    this.#onRefused = onRefused;
    peer.addEventListener('icecandidate', ({ candidate }) => this.#onCandidate(candidate));
  }

  /** Sends nothing until `resume`: what is found meanwhile goes with an ICE restart. Waits for what is being sent. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    this.stop();
    await this.#sending;
  }

  resume(): void {
    this.#isPaused = false;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unsent = [];
  }

  #onCandidate(candidate: RTCIceCandidate | null): void {
    if (this.#isPaused || this.#isRefused) return;
    clearTimeout(this.#timer);
    if (candidate !== null && candidate.candidate !== '') this.#unsent.push(candidate.candidate);
    if (candidate === null) this.#send(true);
    else this.#timer = setTimeout(() => this.#send(false), BATCH_MS);
  }

  #send(isLast: boolean): void {
    const fragment = localFragment(this.#peer.localDescription?.sdp ?? '', this.#unsent.splice(0), isLast);
    this.#sending = this.#sending
      .then(() => (this.#isRefused ? undefined : this.#resource.trickle(fragment)))
      .catch((error: unknown) => {
        // Not fatal: whatever can be reached without trickling is reached.
        this.#isRefused = true;
        this.#onRefused(messageOf(error));
      });
  }
}
