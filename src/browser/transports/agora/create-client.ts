import type { ClientRole, IAgoraRTCClient, SDK_CODEC } from 'agora-rtc-sdk-ng';
import { fromBase64 } from '../../base64.ts';
import { areaOption, LATENCY_LEVELS, PROXY_MODES, STREAM_TYPES } from './agora-options.ts';
import { AgoraRTC } from './agora-sdk.ts';
import type { AgoraTask } from './agora-task.ts';

/** Creates a client with everything that has to be said before it joins, but encryption. */
export function createClient(task: AgoraTask, role: ClientRole, codec: SDK_CODEC): IAgoraRTCClient {
  const { audienceLatency, cloudProxy, stream, accessPoint } = task;
  const area = areaOption(task);
  if (area !== undefined) AgoraRTC.setArea(area as never);
  const clientRoleOptions = { level: LATENCY_LEVELS[audienceLatency] };
  const client = AgoraRTC.createClient({
    ...{ mode: 'live', codec, role },
    ...(role === 'audience' && { clientRoleOptions }),
  });
  if (accessPoint !== undefined) {
    const { servers, domain, port } = accessPoint;
    client.setLocalAccessPointsV2({ accessPoints: { serverList: [...servers], domain, port } });
  }
  if (cloudProxy !== undefined) client.startProxyServer(PROXY_MODES[cloudProxy]);
  // Before it has joined, this only remembers the type, which then goes along with the request to join.
  if (role === 'audience' && stream !== undefined)
    client.setRemoteDefaultVideoStreamType(STREAM_TYPES[stream]).catch(() => {});
  return client;
}

/** Sets the encryption; before every attempt to join, since the SDK forgets it on leaving. */
export function encrypt(client: IAgoraRTCClient, { encryption }: AgoraTask): void {
  if (encryption === undefined) return;
  const { mode, key, salt } = encryption;
  client.setEncryptionConfig(mode, key, salt === undefined ? undefined : fromBase64(salt));
}
