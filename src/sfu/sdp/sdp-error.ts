/** The offer cannot be read, or asks for what these endpoints never do: HTTP 400. */
export class SdpError extends Error {
  /** `line`: its number in the offer, from 1, where one line is at fault. */
  constructor(message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`);
    this.name = 'SdpError';
  }
}
