/** Resolves once media can flow; rejects when the connection fails or `timeoutMs` is over. */
export function connected(connection: RTCPeerConnection, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      connection.removeEventListener('connectionstatechange', check);
      settle();
    };
    const check = () => {
      if (connection.connectionState === 'connected') finish(resolve);
      else if (connection.connectionState === 'failed' || connection.connectionState === 'closed')
        finish(() =>
          reject(new Error(`the connection ${connection.connectionState} (ICE ${connection.iceConnectionState})`)),
        );
    };
    const timer = setTimeout(
      () =>
        finish(() =>
          reject(new Error(`not connected after ${timeoutMs / 1000} s (ICE ${connection.iceConnectionState})`)),
        ),
      timeoutMs,
    );
    connection.addEventListener('connectionstatechange', check);
    check();
  });
}
