/**
 * Has the browser play sound and picture each as early as it can, instead of holding the earlier one back for lip-sync:
 * the answer's audio is moved to a stream of its own. Chromium's lip-sync leaves anything within ±30 ms as it is, so with
 * it two viewers of the same stream over the same path differed by 35 ms in latency, at random. To be called before the
 * remote description is set; whatever transport sets it.
 */
export function playApart(connection: RTCPeerConnection): void {
  const set = connection.setRemoteDescription.bind(connection);
  connection.setRemoteDescription = (description: RTCSessionDescriptionInit) =>
    set({ ...description, sdp: renameAudioStream(description.sdp ?? '') });
}

/** Stream ids of the audio sections (RFC 8830 msid), each with a suffix. */
export function renameAudioStream(sdp: string): string {
  return sdp
    .split(/^(?=m=)/m)
    .map((section) =>
      section.startsWith('m=audio') ? section.replace(/(^a=(?:ssrc:\d+ )?msid:)(\S+)/gm, '$1$2-audio') : section,
    )
    .join('');
}
