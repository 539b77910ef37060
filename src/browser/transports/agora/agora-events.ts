import type { IAgoraRTCClient } from 'agora-rtc-sdk-ng';
import type { SessionListener } from '../page-transport.ts';

/** The SDK's "exception" events by number, as its type documentation names them; 2000 is added when one is over. */
const EXCEPTION_NAMES: Readonly<Record<number, string>> = {
  1001: 'FRAMERATE_INPUT_TOO_LOW',
  1002: 'FRAMERATE_SENT_TOO_LOW',
  1003: 'SEND_VIDEO_BITRATE_TOO_LOW',
  1005: 'RECV_VIDEO_DECODE_FAILED',
  2001: 'AUDIO_INPUT_LEVEL_TOO_LOW',
  2002: 'AUDIO_OUTPUT_LEVEL_TOO_LOW',
  2003: 'SEND_AUDIO_BITRATE_TOO_LOW',
  2004: 'VIDEO_ENCODE_FAILED',
  2005: 'RECV_AUDIO_DECODE_FAILED',
};
const RECOVERED_OFFSET = 2000;

/** Records the SDK's events: its states, its exceptions, and what the server switched. */
export function noteAgoraEvents(client: IAgoraRTCClient, note: SessionListener['note']): void {
  client.on('connection-state-change', (state, from, reason) =>
    note('transport', { what: 'sdk-state', state, from, ...(reason !== undefined && { reason }) }),
  );
  client.on('exception', ({ code, msg, uid }) =>
    note('transport', { what: 'sdk-exception', ...nameException(code, msg), uid }),
  );
  client.on('stream-fallback', (_uid, to) =>
    note('transport', { what: 'stream', to: to === 'fallback' ? 'audio-only' : 'recovered' }),
  );
  client.on('stream-type-changed', (_uid, type) =>
    note('transport', { what: 'stream', to: type === 1 ? 'low-stream' : 'high-stream' }),
  );
  client.on('crypt-error', () => note('transport', { what: 'crypt-error' }));
  client.on('is-using-cloud-proxy', (used) => note('transport', { what: 'cloud-proxy', used }));
  client.on('media-reconnect-start', () => note('transport', { what: 'reconnecting' }));
  client.on('media-reconnect-end', () => note('transport', { what: 'reconnected' }));
}

/** Records the states of one connection. Call it for every connection, since the SDK may make another one. */
export function noteIce(connection: RTCPeerConnection, note: SessionListener['note']): void {
  connection.addEventListener('connectionstatechange', () =>
    note('connection-state', { state: connection.connectionState }),
  );
  connection.addEventListener('iceconnectionstatechange', () =>
    note('transport', { what: 'ice-state', state: connection.iceConnectionState }),
  );
}

interface NamedException {
  readonly code: number;
  readonly name: string;
  readonly recovered: boolean;
}

/** Names an exception; `message` is the SDK's own text for it, used where the number is not known. */
export function nameException(code: number, message: string): NamedException {
  const isRecovery = EXCEPTION_NAMES[code] === undefined && EXCEPTION_NAMES[code - RECOVERED_OFFSET] !== undefined;
  const name = EXCEPTION_NAMES[isRecovery ? code - RECOVERED_OFFSET : code] ?? message;
  return { code, name, recovered: isRecovery };
}
