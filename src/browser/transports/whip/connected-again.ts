/** Like connected(), but for a connection that had failed, whose state says so until the new way is tried. */
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
