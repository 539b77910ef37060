import type { RateSample, TcpControl } from './tcp-control.ts';

/** Constants of draft-cardwell-iccrg-bbr-congestion-control-00: 2/ln(2), section 4.1.1; the others as named there. */
const HIGH_GAIN = 2.885;
const CWND_GAIN = 2;
/** Pacing gains of ProbeBW, each for a round trip: section 4.3.4. */
const CYCLE = [1.25, 0.75, 1, 1, 1, 1, 1, 1];
const BANDWIDTH_ROUNDS = 10;
const LEAST_RTT_FOR_MS = 10_000;
const PROBE_RTT_MS = 200;
const LEAST_PACKETS = 4;
const INITIAL_PACKETS = 10;
/** The pipe is full when the rate has grown by less than this in three rounds: section 4.3.2. */
const STARTUP_GROWTH = 1.25;
const STARTUP_ROUNDS = 3;
/** Pieces sent at once that may be under way beyond the bandwidth-delay product: section 4.2.3.2. */
const QUANTA = 3;
/** Size of such a piece by the rate: a packet below 1.2 Mbps, two up to 24 Mbps, then 1 ms, at most 64 KB: section 4.2.2. */
const SLOW_PACKETS_PER_MS = 0.1;
const LEAST_PIECE = 2;
const LARGEST_PIECE = 43;
/** Share of the bandwidth at which Linux paces, so that queues drain. */
const PACING_MARGIN = 0.99;

type Phase = 'startup' | 'drain' | 'probe-bandwidth' | 'probe-rtt';

/**
 * BBR version 1, as in draft-cardwell-iccrg-bbr-congestion-control-00: paces at the largest rate at which packets arrived
 * within ten rounds, keeps at most twice the bandwidth-delay product under way, and looks for the shortest round trip every
 * 10 s. It ignores losses and marks; Linux's packet conservation in the first round of a recovery is left out.
 */
export class Bbr implements TcpControl {
  readonly growsInRecovery = true;
  packets = INITIAL_PACKETS;
  readonly #random: () => number;
  #phase: Phase = 'startup';
  #pacingGain = HIGH_GAIN;
  #cwndGain = HIGH_GAIN;
  #round = 0;
  #roundEndsAt = 0;
  /** Rates of the last rounds, the largest of each. */
  readonly #rates: { readonly round: number; packetsPerMs: number }[] = [];
  #leastRttMs = Number.POSITIVE_INFINITY;
  #leastRttAtMs = 0;
  #fullRate = 0;
  #fullRounds = 0;
  #isFull = false;
  #cycle = 0;
  #cycleAtMs = 0;
  #probeRttUntilMs: number | undefined;
  #packetsBefore = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  get gapMs(): number {
    const rate = this.#rate * this.#pacingGain * PACING_MARGIN;
    return rate === 0 ? 0 : 1 / rate;
  }

  acknowledged(atMs: number, _smoothedRttMs: number, sample: RateSample): void {
    const isNewRound = sample.deliveredBefore >= this.#roundEndsAt;
    if (isNewRound) {
      this.#roundEndsAt = sample.delivered;
      this.#round++;
    }
    this.#noteRate(sample.packetsPerMs);
    this.#advanceCycle(atMs, sample.underWay);
    if (isNewRound && !this.#isFull) this.#lookWhetherFull();
    if (this.#phase === 'startup' && this.#isFull) this.#enter('drain', 1 / HIGH_GAIN, HIGH_GAIN);
    if (this.#phase === 'drain' && sample.underWay <= this.#product(1)) this.#probeBandwidth(atMs);
    this.#noteRtt(atMs, sample, isNewRound);
    this.#setWindow();
  }

  congested(): void {}

  timedOut(): void {
    this.packets = LEAST_PACKETS;
  }

  get #rate(): number {
    return this.#rates.reduce((most, { packetsPerMs }) => Math.max(most, packetsPerMs), 0);
  }

  /** Returns `gain` times the bandwidth-delay product, in packets. */
  #product(gain: number): number {
    return this.#leastRttMs === Number.POSITIVE_INFINITY ? INITIAL_PACKETS : gain * this.#rate * this.#leastRttMs;
  }

  #enter(phase: Phase, pacingGain: number, cwndGain: number): void {
    this.#phase = phase;
    this.#pacingGain = pacingGain;
    this.#cwndGain = cwndGain;
  }

  #noteRate(packetsPerMs: number): void {
    const last = this.#rates.at(-1);
    if (last?.round === this.#round) last.packetsPerMs = Math.max(last.packetsPerMs, packetsPerMs);
    else this.#rates.push({ round: this.#round, packetsPerMs });
    while ((this.#rates[0]?.round ?? this.#round) <= this.#round - BANDWIDTH_ROUNDS) this.#rates.shift();
  }

  #lookWhetherFull(): void {
    if (this.#rate >= this.#fullRate * STARTUP_GROWTH) {
      this.#fullRate = this.#rate;
      this.#fullRounds = 0;
    } else this.#isFull = ++this.#fullRounds >= STARTUP_ROUNDS;
  }

  #probeBandwidth(atMs: number): void {
    this.#enter('probe-bandwidth', 1, CWND_GAIN);
    // Any phase but the one that drains: flows that begin together do not probe together.
    this.#cycle = Math.floor(this.#random() * (CYCLE.length - 1));
    if (this.#cycle > 0) this.#cycle++;
    this.#cycleAtMs = atMs;
    this.#pacingGain = CYCLE[this.#cycle] ?? 1;
  }

  #advanceCycle(atMs: number, underWay: number): void {
    if (this.#phase !== 'probe-bandwidth') return;
    const isOver = atMs - this.#cycleAtMs > this.#leastRttMs;
    const gain = this.#pacingGain;
    const isDone =
      gain > 1 ? isOver && underWay >= this.#product(gain) : isOver || (gain < 1 && underWay <= this.#product(1));
    // A probe that cannot fill its window, for the losses it met, ends after a few round trips too.
    if (!isDone && atMs - this.#cycleAtMs < 3 * this.#leastRttMs) return;
    this.#cycle = (this.#cycle + 1) % CYCLE.length;
    this.#cycleAtMs = atMs;
    this.#pacingGain = CYCLE[this.#cycle] ?? 1;
  }

  #noteRtt(atMs: number, { rttMs, underWay }: RateSample, isNewRound: boolean): void {
    const isExpired = atMs > this.#leastRttAtMs + LEAST_RTT_FOR_MS;
    if (rttMs <= this.#leastRttMs || isExpired) {
      this.#leastRttMs = rttMs;
      this.#leastRttAtMs = atMs;
    }
    if (this.#phase === 'probe-rtt') this.#probeRtt(atMs, underWay, isNewRound);
    else if (isExpired) {
      this.#enter('probe-rtt', 1, 1);
      this.#packetsBefore = this.packets;
      this.#probeRttUntilMs = undefined;
    }
  }

  #probeRtt(atMs: number, underWay: number, isNewRound: boolean): void {
    if (this.#probeRttUntilMs === undefined) {
      if (underWay <= LEAST_PACKETS) this.#probeRttUntilMs = atMs + PROBE_RTT_MS;
    } else if (isNewRound && atMs >= this.#probeRttUntilMs) {
      this.#leastRttAtMs = atMs;
      this.packets = Math.max(this.packets, this.#packetsBefore);
      if (this.#isFull) this.#probeBandwidth(atMs);
      else this.#enter('startup', HIGH_GAIN, HIGH_GAIN);
    }
  }

  #setWindow(): void {
    const rate = this.#rate;
    const piece = rate < SLOW_PACKETS_PER_MS ? 1 : Math.min(LARGEST_PIECE, Math.max(LEAST_PIECE, Math.floor(rate)));
    const target = this.#product(this.#cwndGain) + QUANTA * piece;
    const grown = this.packets + 1;
    if (this.#isFull) this.packets = Math.min(grown, target);
    else if (this.packets < target) this.packets = grown;
    this.packets = Math.max(LEAST_PACKETS, this.packets);
    if (this.#phase === 'probe-rtt') this.packets = LEAST_PACKETS;
  }
}
