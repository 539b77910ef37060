import type {
  AgoraAccessPoint,
  AgoraEncryption,
  AgoraSettings,
  AgoraUid,
} from '../../../model/scenario/agora-settings.ts';

/** Settings of agora.ts for one page. */
export interface AgoraTask
  extends Pick<
    AgoraSettings,
    | 'channel'
    | 'area'
    | 'excludedArea'
    | 'cloudProxy'
    | 'audienceLatency'
    | 'videoProfile'
    | 'bitrateMinBps'
    | 'minDownscale'
    | 'optimizationMode'
    | 'audioProfile'
    | 'dualStream'
    | 'fallback'
    | 'stream'
    | 'autoSubscribe'
    | 'preload'
    | 'presubscribe'
    | 'lastmileProbe'
  > {
  readonly appId: string;
  readonly uid: AgoraUid;
  /** Host to watch; undefined: the first that has a picture. */
  readonly host?: AgoraUid;
  /** Encryption with the secrets themselves, the salt in base64. */
  readonly encryption?: { readonly mode: AgoraEncryption['mode']; readonly key: string; readonly salt?: string };
  readonly accessPoint?: Pick<AgoraAccessPoint, 'servers' | 'domain' | 'port'>;
}

/** Purpose of a token: an attempt to join, of which there may be several, or the renewal of one that expires. */
export type TokenPurpose = 'join' | 'renew';

/** Name of the question by which the page asks the runner for a token of its user, with its purpose; see PageTask.answers. */
export const ASK_FOR_TOKEN = 'agoraToken';
