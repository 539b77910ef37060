import type { Redactor } from './redactor.ts';

export interface Request {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly type?: string;
  readonly bearer: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly keepalive?: boolean;
  readonly redactor: Redactor;
}

/** Most that is read of a response. Descriptions have some thousand bytes; Chromium's own longest ones 30 kB. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * Sends a request; the body of the response is still to be read by `readText`, or to be cancelled. Redirects are followed: 307 and
 * 308 keep method and body. fetch sends the token to the first host only. Throws that the server cannot be reached, or does
 * not answer in time.
 */
export async function sendRequest(
  url: string | URL,
  { method, type, bearer, headers, body, signal, redactor, keepalive = false }: Request,
): Promise<Response> {
  try {
    return await fetch(url, {
      ...{ method, signal, keepalive },
      headers: {
        ...(type !== undefined && { 'Content-Type': type }),
        ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
  } catch (error) {
    throw unreachable(url, method, signal, redactor, error);
  }
}

/** Reads the body of a response. Throws where it is longer than any description, or does not end in time. */
export async function readText(
  { body, url }: Response,
  { method, signal, redactor }: Pick<Request, 'method' | 'signal' | 'redactor'>,
): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let text = '';
  let bytes = 0;
  try {
    for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
      bytes += chunk.value.length;
      if (bytes > MAX_BODY_BYTES) break;
      text += decoder.decode(chunk.value, { stream: true });
    }
  } catch (error) {
    throw unreachable(url, method, signal, redactor, error);
  }
  if (bytes <= MAX_BODY_BYTES) return text + decoder.decode();
  await reader?.cancel().catch(() => {});
  throw new Error(`${method} ${redactor.url(url)}: the answer is longer than ${MAX_BODY_BYTES / 1024} KiB`);
}

function unreachable(
  url: string | URL,
  method: string,
  signal: AbortSignal,
  redactor: Redactor,
  error: unknown,
): Error {
  const label = `${method} ${redactor.url(url)}`;
  return new Error(
    signal.aborted ? `${label}: no answer in time` : `${label}: cannot be reached (${redactor.words(String(error))})`,
  );
}
