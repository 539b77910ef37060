/** W3C webrtc-stats, freezeCount: the average covers the last 30 rendered frames; a freeze lasts 150 ms more than it, and three times it. */
export const AVERAGED_FRAMES = 30;
export const FREEZE_MARGIN_MS = 150;
export const FREEZE_FACTOR = 3;
