/** Attributes of join_v3 that the double acts upon. */
export interface JoinAttributes {
  /** Hosts whose media the client wants at once. */
  readonly preSubNum?: number;
  /** Whether it wants its own media back. */
  readonly enableNetworkQualityProbe?: boolean;
  readonly enableInstantVideo?: boolean;
}

/** Returns what tests look for in join_v3 besides its plain fields; nothing for other messages. */
export function joinDetails(message: Readonly<Record<string, unknown>>) {
  const { attributes, details } = message as {
    readonly attributes?: { readonly userAttributes?: JoinAttributes };
    readonly details?: { readonly cservice_map?: string };
  };
  if (attributes === undefined) return {};
  const { preSubNum, enableNetworkQualityProbe, enableInstantVideo } = attributes.userAttributes ?? {};
  return { preSubNum, enableNetworkQualityProbe, enableInstantVideo, cloudProxy: details?.cservice_map };
}
