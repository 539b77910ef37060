import type { PeerConnection, Track } from 'node-datachannel';

/** Gathering is local: one socket on one address. */
const GATHERING_TIMEOUT_MS = 5000;

/** Waits for the offer's track and the end of gathering, which threads of the library tell of in either order; made before it begins. */
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
    const late = new Promise<never>((_, reject) => {
      this.#timer = setTimeout(() => reject(new Error('ICE gathering did not end')), GATHERING_TIMEOUT_MS);
    });
    const [track] = await Promise.race([Promise.all([this.#track, this.#complete]), late]);
    return track;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
