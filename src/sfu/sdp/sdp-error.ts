/** Valid offer that asks for something unsupported, such as a codec that the origin does not forward: HTTP 406. */
export class NotAcceptableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotAcceptableError';
  }
}

/** Offer that is malformed, or asks for what these endpoints never do: HTTP 400. */
export class SdpError extends Error {
  /** `line` is the line of the offer at fault, counted from 1, if a single one is. */
  constructor(message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`);
    this.name = 'SdpError';
  }
}
