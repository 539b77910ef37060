/**
 * An encoder in a browser has no keyframe interval; it makes one when asked (WebRTC extensions, setParameters' second
 * argument). A browser that does not know this ignores it, which the keyframes counted then show. Gives what ends it.
 */
export function askForKeyframes(
  sender: RTCRtpSender,
  intervalMs: number,
  isSending: () => boolean,
  onError: (text: string) => void,
): () => void {
  type AskingSender = { setParameters(parameters: object, options: { encodingOptions: object[] }): Promise<void> };
  const timer = setInterval(() => {
    if (!isSending()) return;
    const parameters = sender.getParameters();
    const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
    (sender as AskingSender)
      .setParameters(parameters, { encodingOptions })
      .catch((error: unknown) => onError(`no keyframe could be asked for: ${String(error)}`));
  }, intervalMs);
  return () => clearInterval(timer);
}
