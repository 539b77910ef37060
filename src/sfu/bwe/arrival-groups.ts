/** Packets sent within so long of the first are one group (draft-ietf-rmcat-gcc-02 section 5.2: burst_time). */
const BURST_MS = 5;
/** Those that arrive so soon after one another, faster than they were sent, were held up together: one group as well. */
const MAX_BURST_MS = 100;
/** A clock that jumps so far is another clock. */
const MAX_STEP_MS = 3000;

interface Group {
  readonly firstSentMs: number;
  readonly firstArrivalMs: number;
  lastSentMs: number;
  lastArrivalMs: number;
}

export interface GroupStep {
  /** From one group's last packet to the next one's. */
  readonly sentStepMs: number;
  readonly arrivalStepMs: number;
  readonly arrivalMs: number;
}

/** Sorts packets into groups, so that pacing and a radio's batches are not taken for queueing. Packets in the order of sending. */
export class ArrivalGroups {
  #previous: Group | undefined;
  #current: Group | undefined;

  /** Once a group is complete: how it lies to the one before it. */
  add(sentMs: number, arrivalMs: number): GroupStep | undefined {
    const current = this.#current;
    if (current === undefined) {
      this.#current = groupOf(sentMs, arrivalMs);
      return undefined;
    }
    if (sentMs < current.firstSentMs) return undefined; // late
    if (Math.abs(arrivalMs - current.lastArrivalMs - (sentMs - current.lastSentMs)) > MAX_STEP_MS) {
      this.#previous = undefined;
      this.#current = groupOf(sentMs, arrivalMs);
      return undefined;
    }
    if (belongs(current, sentMs, arrivalMs)) {
      current.lastSentMs = Math.max(current.lastSentMs, sentMs);
      current.lastArrivalMs = Math.max(current.lastArrivalMs, arrivalMs);
      return undefined;
    }
    const previous = this.#previous;
    this.#previous = current;
    this.#current = groupOf(sentMs, arrivalMs);
    return (
      previous && {
        sentStepMs: current.lastSentMs - previous.lastSentMs,
        arrivalStepMs: current.lastArrivalMs - previous.lastArrivalMs,
        arrivalMs: current.lastArrivalMs,
      }
    );
  }
}

function groupOf(sentMs: number, arrivalMs: number): Group {
  return { firstSentMs: sentMs, firstArrivalMs: arrivalMs, lastSentMs: sentMs, lastArrivalMs: arrivalMs };
}

function belongs(group: Group, sentMs: number, arrivalMs: number): boolean {
  if (sentMs - group.firstSentMs <= BURST_MS) return true;
  const arrivalStepMs = arrivalMs - group.lastArrivalMs;
  const isFaster = arrivalStepMs < sentMs - group.lastSentMs;
  return isFaster && arrivalStepMs <= BURST_MS && arrivalMs - group.firstArrivalMs < MAX_BURST_MS;
}
