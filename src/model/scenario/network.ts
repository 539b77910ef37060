import type { LinkProfile, Span, Traces } from './link-profile.ts';

/** Direction of a path: `out` carries media from China to the viewer, `back` carries feedback towards China. */
export type Direction = 'out' | 'back';

/** Something that happens to a segment for a time; its effects come on top of the segment's own. */
export interface NetworkEvent extends Span {
  readonly name: string;
  /** The region whose haul or access it affects; undefined for the first mile. */
  readonly region?: string;
  /** The haul unless set; `access` is the access link of each of the region's viewers. */
  readonly segment?: 'first-mile' | 'access';
  readonly directions: readonly Direction[];
  readonly extraDelayMs: number;
  readonly lossFraction: number;
  readonly blackout: boolean;
  /** Upper bound on the rate, bit/s; 0: packets wait. */
  readonly rateBps?: number;
}

/** One segment of the path, in both directions. */
export interface Segment {
  /** Catalog name ("cn-studio-fibre", "sea-id/mobile-peak") or "custom". */
  readonly profile: string;
  readonly label: string;
  /** Chinese label, where there is one. */
  readonly labelZh?: string;
  readonly out: LinkProfile;
  readonly back: LinkProfile;
}

/**
 * `internet` is the way out of the emulated network; it is there only if something in the take needs the real internet.
 */
export type NodeRole = 'publisher' | 'origin' | 'viewer' | 'internet';

/** A host of the emulated network: a namespace of its own, one device, one IPv4 address. */
export interface NetworkNode {
  /** "publisher", "origin", "internet" or the viewer's id. */
  readonly id: string;
  readonly role: NodeRole;
  readonly address: string;
  /** For the internet node: whether it leads to the machine's local network too, or only to the internet. */
  readonly lan?: 'refused' | 'allowed';
}

export interface Link {
  /** "first-mile/out", "haul:sea-id/back", "access:sea-id-1/out": unique in the topology. */
  readonly id: string;
  readonly segment: 'first-mile' | 'haul' | 'access';
  readonly direction: Direction;
  /** Undefined for the first mile, which all regions share. */
  readonly region?: string;
  readonly profile: LinkProfile;
  /** Seed of this link's own weather, derived from the take's seed and the link's id. */
  readonly seed: number;
  /**
   * Seed of whatever affects both directions at once, derived from the take's seed and the segment's name; `seed`
   * unless set.
   */
  readonly segmentSeed?: number;
}

/**
 * Links that packets pass, in this order, between two nodes. A route to the internet node carries packets for any
 * address that belongs to no node. Packets between nodes without a route are dropped and counted.
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
  /** The traces that the links' profiles name. */
  readonly traces?: Traces;
}
