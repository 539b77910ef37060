import { SdpError } from './sdp-error.ts';
import { excerpt, type SdpValue } from './sdp-section.ts';

/** Reads ICE credentials from the values of a=ice-ufrag and a=ice-pwd (RFC 8839 section 5.4). Throws SdpError. */
export function readCredentials(
  ufrag: SdpValue | undefined,
  pwd: SdpValue | undefined,
): { readonly iceUfrag: string; readonly icePwd: string } {
  return { iceUfrag: readToken('ice-ufrag', ufrag, 4), icePwd: readToken('ice-pwd', pwd, 22) };
}

function readToken(name: string, value: SdpValue | undefined, minLength: number): string {
  const { text = '', line } = value ?? {};
  if (text.length >= minLength && text.length <= 256 && /^[A-Za-z0-9+/]*$/.test(text)) return text;
  throw new SdpError(
    `a=${name} is malformed: ${minLength} to 256 letters, digits, + and / expected, got "${excerpt(text)}"`,
    line,
  );
}
