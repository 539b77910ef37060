/** Resolves once all candidates are found, or after `timeoutMs`. */
export function waitForGathering(peer: RTCPeerConnection, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const check = () => peer.iceGatheringState === 'complete' && resolve();
    peer.addEventListener('icegatheringstatechange', check);
    setTimeout(resolve, timeoutMs);
    check();
  });
}
