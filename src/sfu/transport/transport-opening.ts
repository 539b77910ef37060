import type { PeerConnection, Track } from 'node-datachannel';

/** Timeout of ICE gathering, which is local: one socket on one address. */
const GATHERING_TIMEOUT_MS = 5000;

/**
 * Waits for the offer's track and for the end of ICE gathering, which the library's threads report in either order.
 * Create it before gathering starts.
 */
export class TransportOpening {
  readonly #track: Promise<Track>;
  readonly #complete: Promise<void>;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: PeerConnection) {
    this.#track = new Promise((resolve) => connection.onTrack(resolve));
    this.#complete = new Promise((resolve) => {
      connection.onGatheringStateChange((state) => {
        if (state === 'complete') resolve();
      });
    });
  }

  async done(): Promise<Track> {
    const timeout = new Promise<never>((_, reject) => {
      this.#timer = setTimeout(() => reject(new Error('ICE gathering did not end')), GATHERING_TIMEOUT_MS);
    });
    const [track] = await Promise.race([Promise.all([this.#track, this.#complete]), timeout]);
    return track;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
