/** Parameters as in netem's gemodel (p, r, 1-h, 1-k), each a probability 0..1. */
export interface GilbertElliott {
  readonly type: 'gilbert-elliott';
  /** Good to bad, and bad to good: each 4 ms, the time of a reference packet (see network/burst-chain). */
  readonly p: number;
  readonly r: number;
  /** Or with each packet of the link's own traffic, as netem does it: then a faster stream meets shorter bursts. */
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

/** A narrower rate for a time; 0: packets wait until it is over, a hold. */
export interface RateCap extends Span {
  readonly rateBps: number;
}

/** Once in each stretch of everyMs nothing passes for forMs, and waits. */
export interface Handover {
  readonly everyMs: number;
  readonly forMs: number;
}

/** After idleMs without a packet of the link's own the next waits for forMs, and all until then with it. */
export interface Promotion {
  readonly idleMs: number;
  readonly forMs: number;
}

/** Effects of a line's radio; each missing unless asked for. */
export interface Radio {
  /** Cellular: packets leave at grants, one every so many ms. */
  readonly grantMs?: number;
  /** Wi-Fi: packets leave together when the medium is won, so often on average. */
  readonly aggregateMs?: number;
  readonly handover?: Handover;
  readonly promotion?: Promotion;
}

/** One direction of one segment. A missing field means no such effect. */
export interface LinkProfile {
  readonly delayMs: number;
  /** Scale of the draws. Uniform: ±jitterMs. Others: the scale of netem's table of that name (normal: standard deviation). */
  readonly jitterMs: number;
  /** Uniform when missing. */
  readonly jitterDistribution?: JitterDistribution;
  /** Every packet draws its own jitter and may overtake. Otherwise time does, each ms, and order is kept; the mean is delayMs. */
  readonly jitterReorders?: boolean;
  readonly loss: Loss;
  /** Bottleneck capacity, bit/s of IP packets: before the first of rateSteps if there are any, of a trace its mean. */
  readonly rateBps?: number;
  /** The rate from each time on, in ascending order; from 0 on they repeat every repeatMs, if given. Only with rateBps. */
  readonly rateSteps?: { readonly steps: readonly RateStep[]; readonly repeatMs?: number };
  /** Name of the capacity's course in the topology's `traces`; not beside rateSteps. */
  readonly trace?: string;
  /** Its trace, or the rateSteps that repeat, are to begin at a place drawn from seed and line, the same both ways. */
  readonly startsAnywhere?: true;
  /** That place, drawn: what in the course stands at weather time 0; 0 when missing. */
  readonly courseStartMs?: number;
  /** Holds and narrower rates for a time, on top of the link's own; each after 0. */
  readonly rateCaps?: readonly RateCap[];
  readonly radio?: Radio;
  /** Size of the bottleneck's buffer: what rateBps sends in so many ms, or bytes, or packets. One of them, and only with rateBps. */
  readonly queueMs?: number;
  readonly queueBytes?: number;
  readonly queuePackets?: number;
  /** Droptail when missing. CoDel as in RFC 8289, the queue's limit beyond it. Only with rateBps. */
  readonly discipline?: 'droptail' | 'codel';
  readonly duplicateFraction?: number;
  /** Packets of which one bit after the IP header is flipped. */
  readonly corruptFraction?: number;
  /** Packets that skip the delay, as netem's reorder: each gap-th packet is a candidate, taken with this probability. */
  readonly reorder?: {
    readonly fraction: number;
    readonly gap: number /** Instead: they are so much later. */;
    readonly lateMs?: number;
  };
  /** Instead of delayMs from each time on, in ascending order. */
  readonly delaySteps?: readonly DelayStep[];
  /** Instead of `loss` from each time on, in ascending order. */
  readonly lossSteps?: readonly LossStep[];
  /** What enters the link in one of these is lost. */
  readonly blackouts?: readonly Span[];
}

/** Capacity over time; begins at weather time 0 and repeats every periodMs, before 0 as well. */
export type Trace =
  /** As mahimahi's: at each time, 0 to periodMs and not descending, up to 1504 bytes may leave; what is not used is lost. */
  | { readonly type: 'opportunities'; readonly atMs: readonly number[]; readonly periodMs: number }
  /** The rate from each time on; the first is at 0. */
  | { readonly type: 'rates'; readonly steps: readonly RateStep[]; readonly periodMs: number };

/** Traces by the name that link profiles use. */
export type Traces = Readonly<Record<string, Trace>>;

/** Something that happens to a stretch of the path for a time; its effects come on top of the stretch's own. */
export interface NetworkEvent extends Span {
  readonly name: string;
  /** Whose haul it befalls; undefined where it is the first mile. */
  readonly region?: string;
  /** The haul when missing; an access is that of each of the region's viewers. */
  readonly segment?: 'first-mile' | 'access';
  readonly directions: readonly Direction[];
  readonly extraDelayMs: number;
  readonly lossFraction: number;
  readonly blackout: boolean;
  /** No more than this; 0: packets wait. */
  readonly rateBps?: number;
}

/** A stretch of the path. `out` carries media from China to the viewer, `back` carries feedback towards China. */
export interface Segment {
  /** Catalog name ("cn-studio-fibre", "sea-id/mobile-peak") or "custom". */
  readonly profile: string;
  readonly label: string;
  /** The label in Chinese; absent where none of its own is known. */
  readonly labelZh?: string;
  readonly out: LinkProfile;
  readonly back: LinkProfile;
}

/** `internet`: the way out of the emulated network, present only when something in the take needs the real one. */
export type NodeRole = 'publisher' | 'origin' | 'viewer' | 'internet';

/** A host of the emulated network: its own namespace, one device, one IPv4 address. */
export interface NetworkNode {
  /** "publisher", "origin", "internet" or the viewer's id. */
  readonly id: string;
  readonly role: NodeRole;
  readonly address: string;
  /** Of the internet node: whether the machine's own network is to be reached through it, or only the internet. */
  readonly lan?: 'refused' | 'allowed';
}

export type Direction = 'out' | 'back';

export interface Link {
  /** "first-mile/out", "haul:sea-id/back", "access:sea-id-1/out": unique in the topology. */
  readonly id: string;
  readonly segment: 'first-mile' | 'haul' | 'access';
  readonly direction: Direction;
  /** Undefined for the first mile, which all regions share. */
  readonly region?: string;
  readonly profile: LinkProfile;
  /** Of this link's own weather, derived from the take's seed and the link's id. */
  readonly seed: number;
  /** Seed of whatever befalls both directions at once, derived from the take's seed and the segment's name; `seed` when missing. */
  readonly segmentSeed?: number;
}

/**
 * Packets from `from` to `to` pass `links` in this order; to the node of role `internet`, those for any address that is no
 * node's. Pairs without a route are dropped and counted.
 */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly links: readonly string[];
}

export interface Topology {
  readonly nodes: readonly NetworkNode[];
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  /** Those that the links' profiles name. */
  readonly traces?: Traces;
}

/** What one link did in one second: the recording's ground truth. Counts are packets. */
export interface LinkSecond {
  readonly link: string;
  readonly inPackets: number;
  readonly inBytes: number;
  readonly outPackets: number;
  readonly outBytes: number;
  readonly lostRandom: number;
  readonly lostBurst: number;
  /** Dropped because the queue was full, or by CoDel. */
  readonly lostQueue: number;
  /** Of lostBurst, those lost in a blackout; undefined when the link has none. */
  readonly lostBlackout?: number;
  /** Copies made, beyond inPackets; undefined, as the two below, when the link does no such thing or the backend cannot tell. */
  readonly duplicated?: number;
  readonly corrupted?: number;
  /** Sent ahead by the reorder effect; jitter's overtaking is not counted. */
  readonly reordered?: number;
  /** Capacity in force when the second ended (of a trace of opportunities, its mean over the second); undefined when it never changes. */
  readonly rateBps?: number;
  /** Wait in the bottleneck's buffer, of packets admitted in this second (netem: sampled); undefined when none or no bottleneck. */
  readonly queueDelayP50Ms?: number;
  readonly queueDelayP95Ms?: number;
  readonly queueDelayMaxMs?: number;
  /** Mean of delay plus jitter given to packets in this second. */
  readonly meanDelayMs?: number;
}

/** How well the shaper kept its own promises in one second. Lateness: delivered minus due. */
export interface ShaperSecond {
  readonly packets: number;
  readonly latenessP50Ms?: number;
  readonly latenessP99Ms?: number;
  readonly latenessMaxMs?: number;
  /** Packets lost for a cause that no link asked for: device queue full, write failed, pool exhausted, no route. */
  readonly unaskedDrops: number;
  /** Of those, packets to addresses outside the topology (a browser looking for the internet): not a fault. */
  readonly unroutable: number;
}
