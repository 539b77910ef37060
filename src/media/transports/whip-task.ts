import type { PageTask } from './transport.ts';

/** What page/transports/whip.ts is to do. */
export interface WhipTask {
  /** WHIP or WHEP endpoint. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly bearer?: string;
}

export function whipTask(url: string, bearer?: string): PageTask {
  const settings: WhipTask = { url, ...(bearer !== undefined && { bearer }) };
  return { transport: 'whip', pageOrigin: new URL(url).origin, settings };
}
