import { SdpError } from './sdp-error.ts';
import { excerpt } from './sdp-section.ts';

interface Range {
  readonly what: string;
  readonly min: number;
  readonly max: number;
}

export const PORT: Range = { what: 'a port', min: 0, max: 0xffff };
/** Seven bits of the RTP header (RFC 3550 section 5.1). */
export const PAYLOAD_TYPE: Range = { what: 'a payload type', min: 0, max: 127 };
/** Clock rate of RTP timestamps, Hz. */
export const CLOCK_RATE: Range = { what: 'a clock rate', min: 1, max: 0xffff_ffff };
export const CHANNELS: Range = { what: 'a number of channels', min: 1, max: 255 };
export const SSRC: Range = { what: 'an SSRC', min: 0, max: 0xffff_ffff };
/** Range that SDP allows (RFC 8285 section 8); which ids are usable is decided elsewhere. */
export const EXTENSION_ID: Range = { what: 'an extension id', min: 0, max: 99_999 };

/** Bounds of RFC 8839 section 5.1. */
export const COMPONENT: Range = { what: 'a component', min: 1, max: 256 };
export const CANDIDATE_PRIORITY: Range = { what: 'a priority', min: 1, max: 0x7fff_ffff };

/** Parses a decimal integer. Throws SdpError with the line, what was expected and what was found. */
export function readNumber(text: string | undefined, { what, min, max }: Range, line: number): number {
  const value = /^\d{1,10}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max))
    throw new SdpError(`${what} is a whole number from ${min} to ${max}, got "${excerpt(text ?? '')}"`, line);
  return value;
}
