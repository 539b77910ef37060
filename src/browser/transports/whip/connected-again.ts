/** Resolves once a connection that had failed is connected again; its state stays "failed" until the new path is tried. */
export function connectedAgain(peer: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (peer.connectionState === 'connected') resolve();
    };
    signal.addEventListener('abort', () => reject(new Error(`not connected again in time (${peer.connectionState})`)));
    peer.addEventListener('connectionstatechange', check);
    check();
  });
}
