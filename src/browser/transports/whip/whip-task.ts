import type { PageTask } from '../page-task.ts';
import { secretParts } from './secret-parts.ts';

/** STUN or TURN server, as a page gets it: with its secrets, which no note or error quotes. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** How to look for a path. */
export interface IceTask {
  readonly iceServers?: readonly IceServer[];
  /** relay: through TURN servers only. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
}

/** Settings of whip.ts for one page. */
export interface WhipTask extends IceTask {
  /** WHIP or WHEP endpoint. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly bearer?: string;
  /** Whether the path or query holds a key, which errors and notes then leave out. */
  readonly isSecret?: boolean;
  /** Whether a viewer asks for both channels of the sound. */
  readonly stereo?: true;
}

export function whipTask(
  url: string,
  bearer?: string,
  isSecret = false,
  { stereo, ...ice }: IceTask & Pick<WhipTask, 'stereo'> = {},
): PageTask {
  const settings: WhipTask = {
    url,
    ...(bearer !== undefined && { bearer }),
    ...(isSecret && { isSecret }),
    ...(stereo && { stereo }),
    ...ice,
  };
  const passwords = (ice.iceServers ?? []).flatMap(({ credential = '' }) => (credential === '' ? [] : [credential]));
  const hidden = [...secretParts(url, isSecret, bearer), ...passwords];
  return {
    ...{ transport: 'whip', pageOrigin: new URL(url).origin, settings },
    ...(hidden.length > 0 && { hidden }),
  };
}
