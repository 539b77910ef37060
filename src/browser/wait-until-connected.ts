/** Words in every error that says that no path for media was found, as opposed to a server that refuses. */
const NO_PATH = 'no path for media';

/** Tells whether an error's text says that no path for media was found. */
export function foundNoPath(reason: string): boolean {
  return reason.includes(NO_PATH);
}

/** Resolves once media can flow; rejects when the connection fails, or when the signal aborts first. */
export function waitUntilConnected(connection: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', onAbort);
      connection.removeEventListener('connectionstatechange', check);
      settle();
    };
    const fail = (reason: string) =>
      finish(() =>
        reject(new Error(`${reason} (ICE ${connection.iceConnectionState}, ${connection.connectionState})`)),
      );
    const check = () => {
      switch (connection.connectionState) {
        case 'connected':
          return finish(resolve);
        case 'failed':
        case 'closed':
          // Otherwise it was not the network: DTLS failed, or somebody closed the connection.
          return fail(
            `the connection failed${connection.iceConnectionState === 'failed' ? `: ${NO_PATH} was left` : ''}`,
          );
      }
    };
    const startMs = performance.now();
    const onAbort = () => {
      const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
      const addresses = remoteAddresses(connection.remoteDescription?.sdp ?? '');
      const tried = addresses.length === 0 ? 'its answer names no address' : `tried ${addresses.join(', ')}`;
      fail(`the server answered, but ${NO_PATH} to it was found in ${seconds} s: ${tried}`);
    };
    signal.addEventListener('abort', onAbort);
    connection.addEventListener('connectionstatechange', check);
    check();
    // A signal that aborted earlier fires no second event; where the check has settled the promise, this does nothing.
    if (signal.aborted) onAbort();
  });
}

/** Resolves once a connection that had failed is connected again; its state stays "failed" until the new path is tried. */
export function waitUntilReconnected(peer: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (peer.connectionState === 'connected') resolve();
    };
    const onAbort = () => reject(new Error(`not connected again in time (${peer.connectionState})`));
    signal.addEventListener('abort', onAbort);
    peer.addEventListener('connectionstatechange', check);
    check();
    if (signal.aborted) onAbort();
  });
}

/** Returns the remote candidates of a description as "203.0.113.5:8000/udp", each once. */
function remoteAddresses(sdp: string): string[] {
  const candidates = sdp.matchAll(/^a=candidate:\S+ \d+ (\S+) \d+ (\S+) (\d+) /gm);
  return [
    ...new Set(
      Array.from(candidates, ([, protocol, address, port]) => `${address}:${port}/${protocol?.toLowerCase()}`),
    ),
  ];
}
