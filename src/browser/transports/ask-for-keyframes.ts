/**
 * Asks the encoder for a keyframe once per interval: a browser's encoder has no keyframe interval, but makes a keyframe when
 * asked (WebRTC extensions, second argument of setParameters). A browser that does not support this ignores it, which the count
 * of keyframes then shows. Stopped by clearInterval.
 */
export function askForKeyframes(
  sender: RTCRtpSender,
  intervalMs: number,
  onError: (text: string) => void,
): ReturnType<typeof setInterval> {
  type AskingSender = { setParameters(parameters: object, options: { encodingOptions: object[] }): Promise<void> };
  return setInterval(() => {
    // Not connected yet, or no longer.
    if (sender.transport?.state !== 'connected') return;
    const parameters = sender.getParameters();
    const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
    (sender as AskingSender)
      .setParameters(parameters, { encodingOptions })
      .catch((error: unknown) => onError(`no keyframe could be asked for: ${String(error)}`));
  }, intervalMs);
}
