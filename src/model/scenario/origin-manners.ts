/** Media servers whose manners towards viewers the origin can take on (docs/origin.md). */
export const ORIGIN_MANNERS = ['agora', 'livekit', 'mediasoup', 'janus'] as const;

export type OriginManners = (typeof ORIGIN_MANNERS)[number];

/** Manners unless a broadcast sets others. */
export const DEFAULT_MANNERS: OriginManners = 'agora';
