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
    const onAbort = () => fail('not connected in time');
    signal.addEventListener('abort', onAbort);
    connection.addEventListener('connectionstatechange', check);
    check();
  });
}
