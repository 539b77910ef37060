/** Time limit of gathering, ms. Host candidates are found by then; a server that is reached learns of the others by itself. */
const LIMIT_MS = 500;

/** Resolves once all candidates are found, or after the limit. */
export function waitForGathering(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const check = () => peer.iceGatheringState === 'complete' && resolve();
    peer.addEventListener('icegatheringstatechange', check);
    setTimeout(resolve, LIMIT_MS);
    check();
  });
}
