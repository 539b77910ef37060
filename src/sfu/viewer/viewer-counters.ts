import type { OriginViewerSecond } from '../../model/recording/origin-line.ts';
import { LeftOutPictures } from '../layers/left-out-pictures.ts';
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
  rehearsedLosses = 0;
  readonly leftOut = new LeftOutPictures();
  #feedbackPackets = 0;
  #feedbackLost = 0;
  #highestSequence: number | undefined;
  #sequencesUnsent = 0;
  #videoPackets = 0;

  /**
   * Counts the first transmission of a video packet. Sequence numbers it skips count as unsent until a late packet
   * fills the gap.
   */
  videoSent(sequenceNumber: number): void {
    const ahead = this.#highestSequence === undefined ? 1 : sequenceDistance(sequenceNumber, this.#highestSequence);
    this.#videoPackets += 1;
    this.#sequencesUnsent += ahead > 0 ? ahead - 1 : -1;
    if (ahead > 0) this.#highestSequence = sequenceNumber;
  }

  /** Counts transport-wide feedback: one entry per packet, undefined if it did not arrive. */
  feedback(arrivalsUs: readonly (number | undefined)[]): void {
    this.#feedbackPackets += arrivalsUs.length;
    for (const arrival of arrivalsUs) if (arrival === undefined) this.#feedbackLost += 1;
  }

  /** Returns the counters of the second that ends now, and resets them. */
  takeSecond(
    viewer: string,
    { pacerQueuedMs, roundTripMs }: { readonly pacerQueuedMs: number; readonly roundTripMs: number | undefined },
  ): OriginViewerSecond {
    const framesLeftOut = this.leftOut.take();
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
      ...(this.#highestSequence === undefined
        ? {}
        : { videoPacketsOut: this.#videoPackets, videoNumbersUnsent: this.#sequencesUnsent }),
      ...(this.rehearsedLosses === 0 ? {} : { rehearsedLosses: this.rehearsedLosses }),
      ...(this.paddingBytesOut === 0 ? {} : { paddingBytesOut: this.paddingBytesOut }),
      ...(framesLeftOut === undefined ? {} : { framesLeftOut }),
      ...(roundTripMs === undefined ? {} : { roundTripMs }),
      ...(this.#feedbackPackets === 0 ? {} : { feedbackLossFraction: this.#feedbackLost / this.#feedbackPackets }),
    };
    this.packetsOut = 0;
    this.bytesOut = 0;
    this.nackedPackets = 0;
    this.rtxSent = 0;
    this.rtxRefused = 0;
    this.pliReceived = 0;
    this.pacerDropped = 0;
    this.rehearsedLosses = 0;
    this.paddingBytesOut = 0;
    this.#feedbackPackets = 0;
    this.#feedbackLost = 0;
    this.#sequencesUnsent = 0;
    this.#videoPackets = 0;
    return second;
  }
}
