import type { OriginViewerSecond } from '../../model/recording/origin-line.ts';
import { sequenceDistance } from '../rtp/sequence-numbers.ts';

/** Counters of one viewer for the current second. */
export class ViewerCounters {
  packetsOut = 0;
  bytesOut = 0;
  nackedPackets = 0;
  rtxSent = 0;
  rtxRefused = 0;
  pliReceived = 0;
  pacerDropped = 0;
  paddingBytesOut = 0;
  #fedBack = 0;
  #fedBackLost = 0;
  #newestNumber: number | undefined;
  #numbersUnsent = 0;
  #videoPackets = 0;

  /**
   * Counts the first transmission of a video packet. Sequence numbers it skips count as unsent until a late packet
   * fills the gap.
   */
  videoSent(sequenceNumber: number): void {
    const ahead = this.#newestNumber === undefined ? 1 : sequenceDistance(sequenceNumber, this.#newestNumber);
    this.#videoPackets += 1;
    this.#numbersUnsent += ahead > 0 ? ahead - 1 : -1;
    if (ahead > 0) this.#newestNumber = sequenceNumber;
  }

  /** Counts transport-wide feedback: one entry per packet, undefined if it did not arrive. */
  feedback(arrivalsUs: readonly (number | undefined)[]): void {
    this.#fedBack += arrivalsUs.length;
    this.#fedBackLost += arrivalsUs.filter((arrival) => arrival === undefined).length;
  }

  /** Returns the counters of the second that ends now, and resets them. */
  takeSecond(
    viewer: string,
    { pacerQueuedMs, roundTripMs }: { readonly pacerQueuedMs: number; readonly roundTripMs: number | undefined },
  ): OriginViewerSecond {
    const second: OriginViewerSecond = {
      viewer,
      packetsOut: this.packetsOut,
      bytesOut: this.bytesOut,
      nackedPackets: this.nackedPackets,
      rtxSent: this.rtxSent,
      rtxRefused: this.rtxRefused,
      pliReceived: this.pliReceived,
      pacerQueuedMs,
      pacerDropped: this.pacerDropped,
      ...(this.#newestNumber === undefined
        ? {}
        : { videoPacketsOut: this.#videoPackets, videoNumbersUnsent: this.#numbersUnsent }),
      ...(this.paddingBytesOut === 0 ? {} : { paddingBytesOut: this.paddingBytesOut }),
      ...(roundTripMs === undefined ? {} : { roundTripMs }),
      ...(this.#fedBack === 0 ? {} : { feedbackLossFraction: this.#fedBackLost / this.#fedBack }),
    };
    this.packetsOut = 0;
    this.bytesOut = 0;
    this.nackedPackets = 0;
    this.rtxSent = 0;
    this.rtxRefused = 0;
    this.pliReceived = 0;
    this.pacerDropped = 0;
    this.paddingBytesOut = 0;
    this.#fedBack = 0;
    this.#fedBackLost = 0;
    this.#numbersUnsent = 0;
    this.#videoPackets = 0;
    return second;
  }
}
