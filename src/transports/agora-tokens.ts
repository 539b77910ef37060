import agoraToken from 'agora-token';
import type { TokenPurpose } from '../browser/transports/agora/agora-task.ts';
import { CommandError, run } from '../lib/processes.ts';
import type { AgoraSettings, AgoraUid } from '../model/scenario/agora-settings.ts';
import { readSecret } from './read-secret.ts';
import { scenarioError } from './scenario-error.ts';

export interface TokenUser {
  readonly uid: AgoraUid;
  readonly role: 'host' | 'audience';
}

/**
 * Returns a token for a user, a new one on each call where it makes them; undefined for a project without tokens. To join is the
 * default purpose. Throws if there is none to renew by.
 */
export type TokenSource = (user: TokenUser, purpose?: TokenPurpose) => Promise<string | undefined>;

const COMMAND_TIMEOUT_MS = 10_000;
const HEX = /^[0-9a-fA-F]{32}$/;
/** Pattern of Agora tokens, which begin with their version: 007 today, 006 before. */
const TOKEN = /^00[0-9][A-Za-z0-9+/=_-]{16,}$/;

/**
 * Creates the source of a channel's tokens. Throws InputError if a secret is missing or malformed; its message never
 * contains a secret.
 */
export async function createTokenSource(settings: AgoraSettings, appId: string, path: string): Promise<TokenSource> {
  const { token, tokenCommand, certificate, channel, tokenLifetimeS } = settings;
  if (certificate !== undefined) {
    const text = await readSecret(certificate, `${path}.certificate`);
    if (!HEX.test(text))
      throw scenarioError(`${path}.certificate`, 'an app certificate of 32 hexadecimal digits', 'something else');
    return async ({ uid, role }) => {
      const { PUBLISHER, SUBSCRIBER } = agoraToken.RtcRole;
      const rtcRole = role === 'host' ? PUBLISHER : SUBSCRIBER;
      const lifetimes = [tokenLifetimeS, tokenLifetimeS] as const;
      const { RtcTokenBuilder } = agoraToken;
      if (typeof uid === 'string')
        return RtcTokenBuilder.buildTokenWithUserAccount(appId, text, channel, uid, rtcRole, ...lifetimes);
      return RtcTokenBuilder.buildTokenWithUid(appId, text, channel, uid, rtcRole, ...lifetimes);
    };
  }
  if (tokenCommand !== undefined) return (user) => runTokenCommand(tokenCommand, channel, user, `${path}.tokenCommand`);
  if (token === undefined) return async () => undefined;
  const text = await readSecret(token, `${path}.token`);
  if (!TOKEN.test(text)) throw scenarioError(`${path}.token`, 'a token, which begins with 007', 'something else');
  return async (_, purpose) => {
    if (purpose === 'renew') throw new Error('the scenario’s token cannot be renewed: use certificate or tokenCommand');
    return text;
  };
}

/** Runs the token command. Its output never appears in an error, be it the token or anything else. */
async function runTokenCommand(
  command: string,
  channel: string,
  { uid, role }: TokenUser,
  path: string,
): Promise<string> {
  const variables = [`LONGHAUL_CHANNEL=${channel}`, `LONGHAUL_UID=${uid}`, `LONGHAUL_ROLE=${role}`];
  const output = await run('/usr/bin/env', [...variables, '/bin/sh', '-c', command], {
    timeoutMs: COMMAND_TIMEOUT_MS,
  }).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    const { code, timedOut } = error;
    const outcome = timedOut ? `it took more than ${COMMAND_TIMEOUT_MS / 1000} s` : `it ended with ${code}`;
    throw scenarioError(path, 'a command that prints a token', `${outcome}; run it by hand to see why`);
  });
  if (!TOKEN.test(output.trim()))
    throw scenarioError(path, 'a command that prints a token, which begins with 007', 'other output');
  return output.trim();
}
