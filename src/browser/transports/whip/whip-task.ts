import type { PageTask } from '../page-task.ts';

/** How to look for a path. */
export interface IceTask {
  /** STUN and TURN servers with their passwords, which no note or error quotes. */
  readonly iceServers?: readonly {
    readonly urls: readonly string[];
    readonly username?: string;
    readonly credential?: string;
  }[];
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
  return { transport: 'whip', pageOrigin: new URL(url).origin, settings };
}
