import type { PageTask } from '../page-task.ts';

/** Settings of whip.ts for one page. */
export interface WhipTask {
  /** WHIP or WHEP endpoint. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly bearer?: string;
  /** Whether the path or query holds a key, which errors and notes then leave out. */
  readonly isSecret?: boolean;
}

export function whipTask(url: string, bearer?: string, isSecret = false): PageTask {
  const settings: WhipTask = { url, ...(bearer !== undefined && { bearer }), ...(isSecret && { isSecret }) };
  return { transport: 'whip', pageOrigin: new URL(url).origin, settings };
}
