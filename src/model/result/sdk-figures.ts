/**
 * What Agora's SDK tells of a stream, under our names with the unit in them, and who says so: Agora's server, or the browser
 * (statistics of the same connections that we read ourselves). Its units differ from field to field; these do not.
 */
export const SDK_FIGURES = {
  videoEndToEndDelayMs: 'server',
  videoTransportDelayMs: 'server',
  videoLossFraction: 'server',
  audioEndToEndDelayMs: 'server',
  audioTransportDelayMs: 'server',
  audioLossFraction: 'server',
  roundTripMs: 'server',
  /** 0 unknown, 1 excellent ... 5 barely usable, 6 disconnected. */
  uplinkQuality: 'server',
  downlinkQuality: 'server',
  videoJitterBufferMs: 'browser',
  videoReceiveBps: 'browser',
  videoLossSinceJoinFraction: 'browser',
  videoHeight: 'browser',
  decodeFps: 'browser',
  renderFps: 'browser',
  /** Since the join. */
  videoFreezeS: 'browser',
  audioJitterBufferMs: 'browser',
  audioReceiveBps: 'browser',
  audioLossSinceJoinFraction: 'browser',
  audioFreezeS: 'browser',
  captureFps: 'browser',
  sendFps: 'browser',
  videoSendBps: 'browser',
  videoTargetBps: 'browser',
  encodeDelayMs: 'browser',
  videoSendRoundTripMs: 'browser',
  videoSendJitterMs: 'browser',
  audioSendBps: 'browser',
} as const satisfies Record<string, 'server' | 'browser'>;

export type SdkFigureId = keyof typeof SDK_FIGURES;

/** Those that a moment has; what the SDK did not say is not there. */
export type SdkFigures = Readonly<Partial<Record<SdkFigureId, number>>>;
