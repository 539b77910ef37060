import type { TransportSession } from './transport.ts';

/**
 * Offers what `connection` is set up for and takes the answer (RFC 9725 section 4.2; the WHEP draft is the same here).
 * Candidates are gathered first: one request, no trickling. Throws with the server's status and text.
 */
export async function exchange(connection: RTCPeerConnection, url: string): Promise<TransportSession> {
  await connection.setLocalDescription();
  await gathered(connection);
  const begun = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp' },
    body: connection.localDescription?.sdp ?? '',
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`);
  const answerMs = performance.now() - begun;
  await connection.setRemoteDescription({ type: 'answer', sdp: text });
  const location = response.headers.get('Location');
  return {
    answerMs,
    async leave() {
      connection.close();
      if (location !== null) await fetch(new URL(location, response.url), { method: 'DELETE', keepalive: true });
    },
  };
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (connection.iceGatheringState !== 'complete') return;
      connection.removeEventListener('icegatheringstatechange', check);
      resolve();
    };
    connection.addEventListener('icegatheringstatechange', check);
    check();
  });
}
