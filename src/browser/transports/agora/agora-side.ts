import type { ClientRole, IAgoraRTCClient, SDK_CODEC } from 'agora-rtc-sdk-ng';
import type { SessionListener } from '../page-transport.ts';
import type { AgoraStatistics } from './agora-figures.ts';

/** Facts and means that a side gets from its session. */
export interface ChannelContext {
  /** Aborts when it takes too long, or the session is left. */
  readonly signal: AbortSignal;
  readonly connections: () => readonly RTCPeerConnection[];
  /** Adds an event to the recording, without secrets. */
  readonly note: SessionListener['note'];
}

/** The difference between publishing and watching. */
export interface AgoraSide {
  readonly role: ClientRole;
  readonly codec: SDK_CODEC;
  /** Publishes or subscribes, once in the channel. Called again after it had to rejoin. */
  begin(client: IAgoraRTCClient, context: ChannelContext): Promise<void>;
  /** Whether the host to watch has a picture; true for a host itself. */
  hostFound(): boolean;
  statistics(client: IAgoraRTCClient): AgoraStatistics;
  end(): void;
}
