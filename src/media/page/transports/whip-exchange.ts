/** An offer that has been answered. */
export interface Exchange {
  /** From the request to its answer, ms. */
  readonly answerMs: number;
  /** Tells the server that it is over (DELETE), where the server has said how. */
  remove(): Promise<void>;
}

/** Of the server's words in an error. */
const MAX_REASON_LENGTH = 200;

/**
 * Offers what `connection` is set up for and takes the answer (RFC 9725 section 4.2; the WHEP draft is the same here).
 * Candidates are gathered first: one request, no trickling. Throws with the server's status and text, or when the signal
 * aborts.
 */
export async function exchange(connection: RTCPeerConnection, url: string, signal: AbortSignal): Promise<Exchange> {
  await connection.setLocalDescription();
  await gathered(connection, signal);
  const begun = performance.now();
  const { response, text } = await post(url, connection.localDescription?.sdp ?? '', signal);
  if (response.status !== 201)
    throw new Error(`${url} answered ${response.status}: ${text.trim().slice(0, MAX_REASON_LENGTH)}`);
  const answerMs = performance.now() - begun;
  const location = response.headers.get('Location');
  const remove = async () => {
    if (location !== null) await fetch(new URL(location, response.url), { method: 'DELETE', keepalive: true });
  };
  try {
    await connection.setRemoteDescription({ type: 'answer', sdp: text });
  } catch (error) {
    remove().catch(() => {});
    throw new Error(`the answer of ${url} cannot be used: ${String(error)}`);
  }
  return { answerMs, remove };
}

async function post(url: string, sdp: string, signal: AbortSignal): Promise<{ response: Response; text: string }> {
  try {
    const headers = { 'Content-Type': 'application/sdp' };
    const response = await fetch(url, { method: 'POST', headers, body: sdp, signal });
    return { response, text: await response.text() };
  } catch (error) {
    throw new Error(signal.aborted ? `${url} did not answer in time` : `${url} cannot be reached: ${String(error)}`);
  }
}

function gathered(connection: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (connection.iceGatheringState !== 'complete') return;
      connection.removeEventListener('icegatheringstatechange', check);
      resolve();
    };
    signal.addEventListener('abort', () => reject(new Error('no ICE candidates in time')));
    connection.addEventListener('icegatheringstatechange', check);
    check();
  });
}
