import type { AgoraAccessPoint, AgoraSettings } from '../../model/scenario/agora-settings.ts';

/** What agora.ts is to do. */
export interface AgoraTask
  extends Pick<AgoraSettings, 'channel' | 'area' | 'audienceLatency' | 'dualStream' | 'fallback'> {
  readonly appId: string;
  readonly uid: number;
  /** Whom to watch; the first host that has a picture if undefined. */
  readonly host?: number;
  readonly accessPoint?: Pick<AgoraAccessPoint, 'servers' | 'domain' | 'port'>;
}

/** Questions that the page asks of the runner, see PageTask.answers: a token for this page's user. */
export const ASK_FOR_TOKEN = 'agoraToken';
