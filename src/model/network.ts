/** Loss of one link. Gilbert-Elliott parameters as in netem's gemodel (p, r, 1-h, 1-k), each a probability 0..1. */
export type Loss =
  | { readonly type: 'none' }
  | { readonly type: 'random'; readonly lossFraction: number }
  | {
      readonly type: 'gilbert-elliott';
      /** Good to bad, and bad to good, per reference packet (see network/weather). */
      readonly p: number;
      readonly r: number;
      readonly lossInBad: number;
      readonly lossInGood: number;
    };

/** One direction of one segment. A missing field means no such effect. */
export interface LinkProfile {
  readonly delayMs: number;
  /** Uniform ±jitterMs around delayMs. */
  readonly jitterMs: number;
  readonly loss: Loss;
  /** Bottleneck capacity, bit/s of IP packets. */
  readonly rateBps?: number;
  /** Longest wait the bottleneck's buffer allows; only with rateBps. */
  readonly queueMs?: number;
}

/** A stretch of the path. `out` carries media from China to the viewer, `back` carries feedback towards China. */
export interface Segment {
  /** Catalog name ("cn-studio-fibre", "sea-id/mobile-peak") or "custom". */
  readonly profile: string;
  readonly label: string;
  readonly out: LinkProfile;
  readonly back: LinkProfile;
}

export type NodeRole = 'publisher' | 'origin' | 'viewer';

/** A host of the emulated network: its own namespace, one device, one IPv4 address. */
export interface NetworkNode {
  /** "publisher", "origin" or the viewer's id. */
  readonly id: string;
  readonly role: NodeRole;
  readonly address: string;
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
}

/** Packets from `from` to `to` pass `links` in this order. Pairs without a route are dropped and counted. */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly links: readonly string[];
}

export interface Topology {
  readonly nodes: readonly NetworkNode[];
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
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
  readonly lostQueue: number;
  /** Wait in the bottleneck's buffer, of packets admitted in this second; undefined when none or no bottleneck. */
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
