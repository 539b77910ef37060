/** Media servers whose behaviour towards viewers the origin can imitate (docs/origin.md). */
export const ORIGIN_BEHAVIOURS = ['agora', 'livekit', 'mediasoup', 'janus'] as const;

export type OriginBehaviour = (typeof ORIGIN_BEHAVIOURS)[number];

/** Behaviour unless a broadcast sets another. */
export const DEFAULT_BEHAVIOUR: OriginBehaviour = 'agora';
