import type { SdkFigureId } from '../result/sdk-figures.ts';

/** Reports of a vendor's SDK about one participant: figures over the measured window, and events. */
export interface SdkRecord {
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  readonly figures: Readonly<Partial<Record<SdkFigureId, SdkSpan>>>;
  /** Events in order, from the join on; a long list is truncated. */
  readonly events: readonly SdkEvent[];
  /** Number of events left out of `events`; absent when there were none. */
  readonly moreEvents?: number;
}

export interface SdkSpan {
  readonly p50: number;
  readonly max: number;
  /** The last value, for figures that only grow. */
  readonly last: number;
}

export interface SdkEvent {
  /** Time since the window opened, s; negative before. */
  readonly atS: number;
  /** "sdk-state", "sdk-exception", "stream", "token-renewed", "ice-state" ... */
  readonly what: string;
  /** Further details: "RECONNECTING, from CONNECTED, NETWORK_ERROR". */
  readonly detail: string;
}
