import type { AgoraAccessPoint, AgoraSettings } from '../../../model/scenario/agora-settings.ts';

/** Settings of agora.ts for one page. */
export interface AgoraTask
  extends Pick<AgoraSettings, 'channel' | 'area' | 'audienceLatency' | 'dualStream' | 'fallback'> {
  readonly appId: string;
  readonly uid: number;
  /** Host to watch; undefined: the first that has a picture. */
  readonly host?: number;
  readonly accessPoint?: Pick<AgoraAccessPoint, 'servers' | 'domain' | 'port'>;
}

/** Name of the question by which the page asks the runner for a token of its user; see PageTask.answers. */
export const ASK_FOR_TOKEN = 'agoraToken';
