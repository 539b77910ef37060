import type { SdkFigureId } from '../result/sdk-figures.ts';

/** What a vendor's SDK said of one participant: its figures over the measured window, and what it told of once. */
export interface SdkRecord {
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  readonly figures: Readonly<Partial<Record<SdkFigureId, SdkSpan>>>;
  /** In their order, from the join on; a long list is cut short. */
  readonly events: readonly SdkEvent[];
  /** Of those left out of `events`; absent when none was. */
  readonly moreEvents?: number;
}

export interface SdkSpan {
  readonly p50: number;
  readonly max: number;
  /** For what only grows. */
  readonly last: number;
}

export interface SdkEvent {
  /** Since the window opened; negative before. */
  readonly atS: number;
  /** "sdk-state", "sdk-exception", "stream", "token-renewed", "ice-state" ... */
  readonly what: string;
  /** The rest of it: "RECONNECTING, from CONNECTED, NETWORK_ERROR". */
  readonly detail: string;
}
