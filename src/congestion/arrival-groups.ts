/** Packets sent within this time of the first one form a group (`burst_time`, draft-ietf-rmcat-gcc-02 section 5.2). */
const BURST_MS = 5;
/**
 * Packets that arrive in quick succession, faster than they were sent, were queued together: they join the group, up to
 * this duration.
 */
const MAX_BURST_MS = 100;
/** A jump between send and arrival time beyond this means that a clock has changed. */
const MAX_STEP_MS = 3000;

interface Group {
  readonly firstSentMs: number;
  readonly firstArrivalMs: number;
  lastSentMs: number;
  lastArrivalMs: number;
}

export interface GroupStep {
  /** Time between the last packets of two consecutive groups. */
  readonly sentStepMs: number;
  readonly arrivalStepMs: number;
  readonly arrivalMs: number;
}

/**
 * Sorts packets into groups, so that pacing and a radio link's batching are not taken for queueing. Expects packets in
 * the order of sending.
 */
export class ArrivalGroups {
  #previous: Group | undefined;
  #current: Group | undefined;

  /** Returns the distance to the previous group whenever a group is complete. */
  add(sentMs: number, arrivalMs: number): GroupStep | undefined {
    const current = this.#current;
    if (current === undefined) {
      this.#current = groupOf(sentMs, arrivalMs);
      return undefined;
    }
    if (sentMs < current.firstSentMs) return undefined; // out of order
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
