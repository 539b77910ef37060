/** More than this many refused resends in a second, and twice as many as were sent: more is lost than can be repaired. */
const MIN_REFUSED = 50;
const REFUSED_PER_SENT = 2;
/** For so many seconds in a row: a storm of requests after a short blackout is no overload. */
const SECONDS = 3;

/**
 * Tells a viewer whose line cannot carry the stream: it asks without end for packets that its line dropped. A keyframe, the
 * largest picture of all, cannot get through there either, and would cost every other viewer of the stream.
 */
export class OverloadWatch {
  #seconds = 0;

  endSecond({ rtxSent, rtxRefused }: { readonly rtxSent: number; readonly rtxRefused: number }): void {
    const beyondRepair = rtxRefused > MIN_REFUSED && rtxRefused > REFUSED_PER_SENT * rtxSent;
    this.#seconds = beyondRepair ? this.#seconds + 1 : 0;
  }

  get overloaded(): boolean {
    return this.#seconds >= SECONDS;
  }
}
