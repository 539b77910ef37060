/** Resolves once media can flow; rejects when the connection fails, or when the signal aborts first. */
export function connected(connection: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', onAbort);
      connection.removeEventListener('connectionstatechange', check);
      settle();
    };
    const fail = (what: string) =>
      finish(() => reject(new Error(`${what} (ICE ${connection.iceConnectionState}, ${connection.connectionState})`)));
    const check = () => {
      switch (connection.connectionState) {
        case 'connected':
          return finish(resolve);
        case 'failed':
        case 'closed':
          return fail('the connection failed');
      }
    };
    const begunMs = performance.now();
    const onAbort = () => {
      const seconds = ((performance.now() - begunMs) / 1000).toFixed(0);
      const ways = remoteWays(connection.remoteDescription?.sdp ?? '');
      const tried = ways.length === 0 ? 'its answer names no address' : `tried ${ways.join(', ')}`;
      fail(`the server answered, but no media way to it was found in ${seconds} s: ${tried}`);
    };
    signal.addEventListener('abort', onAbort);
    connection.addEventListener('connectionstatechange', check);
    check();
  });
}

/** "203.0.113.5:8000/udp" of each candidate in a description. */
function remoteWays(sdp: string): string[] {
  const candidates = sdp.matchAll(/^a=candidate:\S+ \d+ (\S+) \d+ (\S+) (\d+) /gm);
  return [
    ...new Set(
      Array.from(candidates, ([, protocol, address, port]) => `${address}:${port}/${protocol?.toLowerCase()}`),
    ),
  ];
}
