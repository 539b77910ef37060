import type { PageTask } from './page-task.ts';

/** What whip.ts is to do. */
export interface WhipTask {
  /** WHIP or WHEP endpoint. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly bearer?: string;
  /** A key is in its path or query: errors and notes leave these out. */
  readonly isSecret?: boolean;
}

export function whipTask(url: string, bearer?: string, isSecret = false): PageTask {
  const settings: WhipTask = { url, ...(bearer !== undefined && { bearer }), ...(isSecret && { isSecret }) };
  return { transport: 'whip', pageOrigin: new URL(url).origin, settings };
}
