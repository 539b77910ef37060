/**
 * Figures that Agora's SDK reports for a stream, under our names with the unit in them, and their source: Agora's server,
 * or the browser (statistics of the same connections that we read ourselves). The SDK's units differ from field to field;
 * these do not.
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
  /** From the last-mile probe before the take, by the edge; the same in every sample. */
  probeRoundTripMs: 'server',
  probeLossFraction: 'server',
  probeJitterMs: 'server',
  /** 1 best ... 5 worst, the SDK's own grade of the three above. */
  probeQuality: 'server',
  videoJitterBufferMs: 'browser',
  videoReceiveBps: 'browser',
  videoLossSinceJoinFraction: 'browser',
  videoHeight: 'browser',
  decodeFps: 'browser',
  renderFps: 'browser',
  /** Total since the join, s. */
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

/** Figures at one moment; those that the SDK did not report are absent. */
export type SdkFigures = Readonly<Partial<Record<SdkFigureId, number>>>;
