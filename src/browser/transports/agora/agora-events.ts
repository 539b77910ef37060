import type { IAgoraRTCClient } from 'agora-rtc-sdk-ng';
import { nameException } from './agora-exceptions.ts';
import type { SessionListener } from '../page-transport.ts';

/** Records the SDK’s events: its states, its exceptions, and what the server switched. */
export function noteAgoraEvents(client: IAgoraRTCClient, note: SessionListener['note']): void {
  client.on('connection-state-change', (state, from, reason) =>
    note('transport', { what: 'sdk-state', state, from, ...(reason !== undefined && { reason }) }),
  );
  client.on('exception', ({ code, msg, uid }) =>
    note('transport', { what: 'sdk-exception', ...nameException(code, msg), uid: Number(uid) }),
  );
  client.on('stream-fallback', (_uid, to) =>
    note('transport', { what: 'stream', to: to === 'fallback' ? 'audio-only' : 'recovered' }),
  );
  client.on('stream-type-changed', (_uid, type) =>
    note('transport', { what: 'stream', to: type === 1 ? 'low-stream' : 'high-stream' }),
  );
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
