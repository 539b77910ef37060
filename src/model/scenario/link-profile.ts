import type { CrossFlow } from './cross-flow.ts';

/**
 * Burst loss, with the parameters of netem's gemodel (p, r, 1-h, 1-k), each a probability, 0 to 1. The state may change
 * every 4 ms, the spacing of a reference packet (network/emulation/burst-chain.ts).
 */
export interface GilbertElliott {
  readonly type: 'gilbert-elliott';
  /** Probability of going from good to bad. */
  readonly p: number;
  /** Probability of going from bad to good. */
  readonly r: number;
  /**
   * Lets the state change with each packet of the link's own traffic instead, as in netem: a faster stream meets
   * shorter bursts.
   */
  readonly perPacket?: true;
  readonly lossInBad: number;
  readonly lossInGood: number;
}

/** Loss of one link. */
export type Loss =
  | { readonly type: 'none' }
  | { readonly type: 'random'; readonly lossFraction: number }
  | GilbertElliott;

export type JitterDistribution = 'uniform' | 'normal' | 'pareto';

/** Times of links are weather time: ms since the measured window opened, negative before it. */
export interface RateStep {
  readonly atMs: number;
  readonly rateBps: number;
}

export interface DelayStep {
  readonly atMs: number;
  readonly delayMs: number;
}

export interface LossStep {
  readonly atMs: number;
  readonly loss: Loss;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A lower rate for a time. 0 is a hold: packets wait until it is over. */
export interface RateCap extends Span {
  readonly rateBps: number;
}

/** An interruption of `forMs`, once in every `everyMs`, during which packets wait. */
export interface Handover {
  readonly everyMs: number;
  readonly forMs: number;
}

/**
 * A wake-up: after `idleMs` without a packet on the link, the next one waits for `forMs`, and so does all that follows
 * meanwhile.
 */
export interface Promotion {
  readonly idleMs: number;
  readonly forMs: number;
}

/** Effects of a radio link; an absent field is no such effect. */
export interface Radio {
  /** Cellular: interval between transmission grants, at which packets leave, ms. */
  readonly grantMs?: number;
  /** Wi-Fi: mean interval between the moments when the medium is won and waiting packets leave together, ms. */
  readonly aggregateMs?: number;
  readonly handover?: Handover;
  readonly promotion?: Promotion;
}

/**
 * Default queue of a bottleneck, in ms at its nominal rate. Assumption: the bottleneck queue of RFC 8867's test cases for
 * conversational media, as cisco/ns3-rmcat implements them, and the middle class of RFC 8868 (300-500 ms). A real buffer is never
 * unlimited; access lines with shorter and far longer ones exist.
 */
export const DEFAULT_QUEUE_MS = 300;

/** Settings of an active queue management; each is its RFC's default unless set. */
export interface Aqm {
  /** Acceptable standing delay (5 ms; DualPI2: 15 ms), and the time it must persist (100 ms; not of DualPI2). */
  readonly targetMs?: number;
  readonly intervalMs?: number;
  /** Whether packets of senders that understand ECN are marked instead of dropped. */
  readonly ecn?: boolean;
  /** Waiting time beyond which L4S packets, those with ECT(1), are marked; they are not unless set. */
  readonly stepMs?: number;
  /** FQ-CoDel: number of queues (1024), and bytes of a turn (1514). */
  readonly flows?: number;
  readonly quantumBytes?: number;
}

/** Tells whether a queue with these settings marks packets of some senders instead of dropping them. */
export function marksPackets({ ecn, stepMs }: Aqm = {}): boolean {
  return ecn === true || stepMs !== undefined;
}

/** One direction of one segment. An absent field is no such effect. */
export interface LinkProfile {
  readonly delayMs: number;
  /**
   * Scale of the jitter. Uniform: ±jitterMs. Others: scale of netem's table of that name (normal: standard deviation).
   */
  readonly jitterMs: number;
  /** Uniform unless set. */
  readonly jitterDistribution?: JitterDistribution;
  /**
   * Draws jitter per packet, so that packets may overtake. Otherwise it is drawn each ms, order is kept, and the mean
   * is `delayMs`.
   */
  readonly jitterReorders?: boolean;
  readonly loss: Loss;
  /** Bottleneck capacity, bit/s of IP packets. With `rateSteps`: until the first of them. With a trace: its mean. */
  readonly rateBps?: number;
  /** Rates from each time on, in ascending order; with `repeatMs` they repeat from 0 on. Only with `rateBps`. */
  readonly rateSteps?: { readonly steps: readonly RateStep[]; readonly repeatMs?: number };
  /** Name of a capacity trace in the topology's `traces`; excludes `rateSteps`. */
  readonly trace?: string;
  /**
   * Starts the trace, or repeating `rateSteps`, at a position drawn from seed and link, the same in both directions.
   */
  readonly startsAnywhere?: true;
  /** The drawn position: what the trace holds at weather time 0, ms; 0 unless set. */
  readonly courseStartMs?: number;
  /** Access: gives all viewers of the region the same handovers and the same position in a trace or cycle. */
  readonly together?: true;
  /** Access: delays its schedule, blackouts and holds by up to this, drawn from seed and viewer, ms. */
  readonly spreadMs?: number;
  /** Holds and lower rates for a time, on top of the link's own; each after 0. */
  readonly rateCaps?: readonly RateCap[];
  readonly radio?: Radio;
  /**
   * Size of the bottleneck's buffer, as sending time at `rateBps`, bytes or packets: one of the three, and only with
   * `rateBps`.
   */
  readonly queueMs?: number;
  readonly queueBytes?: number;
  readonly queuePackets?: number;
  /**
   * Droptail unless set. CoDel (RFC 8289), FQ-CoDel (RFC 8290) and DualPI2 (RFC 9332) work within the queue's limit. Only with
   * `rateBps`.
   */
  readonly discipline?: 'droptail' | 'codel' | 'fq-codel' | 'dualpi2';
  /** Settings of CoDel, FQ-CoDel or DualPI2. */
  readonly aqm?: Aqm;
  /** Other traffic in the bottleneck's queue. Only with `rateBps`. */
  readonly crossTraffic?: readonly CrossFlow[];
  /** Largest IP packet that passes, in bytes. */
  readonly mtuBytes?: number;
  /** Keeps its routers from sending ICMP errors: what is too large, or whose TTL is used up, vanishes. */
  readonly icmpSilent?: true;
  /** Drops UDP but for DNS, as the firewalls of hotels and offices do. */
  readonly udpBlocked?: true;
  readonly duplicateFraction?: number;
  /** Share of packets in which one bit after the IP header is flipped. */
  readonly corruptFraction?: number;
  /**
   * Packets that skip the delay, as in netem's reorder: every `gap`-th is a candidate, chosen with probability
   * `fraction`.
   */
  readonly reorder?: {
    readonly fraction: number;
    readonly gap: number;
    /** Delays the chosen packets by this much more instead, ms. */
    readonly lateMs?: number;
  };
  /** Replaces `delayMs` from each time on, in ascending order. */
  readonly delaySteps?: readonly DelayStep[];
  /** Replaces `loss` from each time on, in ascending order. */
  readonly lossSteps?: readonly LossStep[];
  /** Times at which every packet that enters the link is lost. */
  readonly blackouts?: readonly Span[];
}

/** Capacity over time; starts at weather time 0 and repeats every `periodMs`, before 0 as well. */
export type Trace =
  /**
   * As in mahimahi: at each time (0 to `periodMs`, not descending) up to 1504 bytes may leave; unused opportunities are
   * lost.
   */
  | { readonly type: 'opportunities'; readonly atMs: readonly number[]; readonly periodMs: number }
  /** Rates from each time on; the first is at 0. */
  | { readonly type: 'rates'; readonly steps: readonly RateStep[]; readonly periodMs: number };

/** Traces by the names that link profiles use. */
export type Traces = Readonly<Record<string, Trace>>;
