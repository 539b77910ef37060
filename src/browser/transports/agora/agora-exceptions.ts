/** The SDK’s "exception" events by number, as its type documentation names them; 2000 is added when one is over. */
const NAMES: Readonly<Record<number, string>> = {
  1001: 'FRAMERATE_INPUT_TOO_LOW',
  1002: 'FRAMERATE_SENT_TOO_LOW',
  1003: 'SEND_VIDEO_BITRATE_TOO_LOW',
  1005: 'RECV_VIDEO_DECODE_FAILED',
  2001: 'AUDIO_INPUT_LEVEL_TOO_LOW',
  2002: 'AUDIO_OUTPUT_LEVEL_TOO_LOW',
  2003: 'SEND_AUDIO_BITRATE_TOO_LOW',
  2004: 'VIDEO_ENCODE_FAILED',
};
const RECOVERED_OFFSET = 2000;

export interface NamedException {
  readonly code: number;
  readonly name: string;
  readonly recovered: boolean;
}

/** Names an exception; `message` is the SDK’s own text for it, used where the number is not known. */
export function nameException(code: number, message: string): NamedException {
  const isRecovery = NAMES[code] === undefined && NAMES[code - RECOVERED_OFFSET] !== undefined;
  const name = NAMES[isRecovery ? code - RECOVERED_OFFSET : code] ?? message;
  return { code, name, recovered: isRecovery };
}
