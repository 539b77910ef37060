/**
 * An encoder in a browser has no keyframe interval; it makes one when asked (WebRTC extensions, setParameters' second
 * argument). A browser that does not know this ignores it, which the keyframes counted then show. Ends with clearInterval.
 */
export function askForKeyframes(
  sender: RTCRtpSender,
  intervalMs: number,
  onError: (text: string) => void,
): ReturnType<typeof setInterval> {
  type AskingSender = { setParameters(parameters: object, options: { encodingOptions: object[] }): Promise<void> };
  return setInterval(() => {
    // Not yet, or no longer: nothing to ask for.
    if (sender.transport?.state !== 'connected') return;
    const parameters = sender.getParameters();
    const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
    (sender as AskingSender)
      .setParameters(parameters, { encodingOptions })
      .catch((error: unknown) => onError(`no keyframe could be asked for: ${String(error)}`));
  }, intervalMs);
}
