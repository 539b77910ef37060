import type { PageTask } from '../page-task.ts';

/** Settings of whip.ts for one page. */
export interface WhipTask {
  /** WHIP or WHEP endpoint. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly bearer?: string;
  /** Whether the path or query holds a key, which errors and notes then leave out. */
  readonly isSecret?: boolean;
  /** Whether a viewer asks for both channels of the sound. */
  readonly stereo?: true;
}

export function whipTask(url: string, bearer?: string, isSecret = false, isStereo = false): PageTask {
  const settings: WhipTask = {
    url,
    ...(bearer !== undefined && { bearer }),
    ...(isSecret && { isSecret }),
    ...(isStereo && { stereo: true }),
  };
  return { transport: 'whip', pageOrigin: new URL(url).origin, settings };
}
