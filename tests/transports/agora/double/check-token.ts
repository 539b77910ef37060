import { createRequire } from 'node:module';

// The published library's own parser, which its types omit.
interface AccessToken {
  /** Text as bytes, here and below. */
  readonly appId: Buffer;
  readonly issueTs: number;
  readonly expire: number;
  readonly services: readonly { readonly __channel_name?: Buffer; readonly __uid?: Buffer }[];
  from_string(text: string): boolean;
  verifySignature(certificate: string): boolean;
}
const { AccessToken2 } = createRequire(import.meta.url)('agora-token/src/AccessToken2') as {
  AccessToken2: new () => AccessToken;
};

export interface TokenExpectations {
  readonly appId: string;
  readonly certificate: string;
  readonly channel: string;
  readonly uid: number | string;
}

export type TokenCheck =
  | { readonly outcome: 'good'; readonly expiresMs: number }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'wrong'; readonly why: string };

/**
 * Checks a token as Agora documents it: signed with the app's certificate, for this channel and user, until a certain
 * time.
 */
export function checkToken(text: string, expected: TokenExpectations, nowMs: number): TokenCheck {
  const token = new AccessToken2();
  if (!token.from_string(text)) return { outcome: 'wrong', why: 'no token' };
  if (String(token.appId) !== expected.appId) return { outcome: 'wrong', why: 'another app' };
  if (!token.verifySignature(expected.certificate)) return { outcome: 'wrong', why: 'signature' };
  const service = token.services.find(({ __channel_name }) => String(__channel_name) === expected.channel);
  if (service === undefined) return { outcome: 'wrong', why: 'another channel' };
  const uid = String(service.__uid);
  if (uid !== '' && uid !== String(expected.uid)) return { outcome: 'wrong', why: 'another user' };
  const expiresMs = (token.issueTs + token.expire) * 1000;
  return expiresMs <= nowMs ? { outcome: 'expired' } : { outcome: 'good', expiresMs };
}
