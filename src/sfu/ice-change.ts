/** Tag of an ICE session, to be named in requests that concern it (RFC 9725 section 4.3.1). */
export type IceTag = string;

/** Outcome of a change to a session's ICE. */
export type IceChange =
  | { readonly type: 'trickled' }
  /** Another password under the same user fragment: neither candidates of this ICE session nor a restart. */
  | { readonly type: 'contradictory' }
  /** `fragment`: our part. */
  | { readonly type: 'restarted'; readonly fragment: string; readonly iceTag: IceTag }
  /** It ended meanwhile, or never existed. */
  | { readonly type: 'no-session' };
