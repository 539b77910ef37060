import { type AgoraTask, ASK_FOR_TOKEN, type TokenPurpose } from './agora-task.ts';

/** The token that the channel was loaded ahead with, by whom; the SDK finds what it loaded by it. */
let prepared: { readonly uid: AgoraTask['uid']; readonly token: string | undefined } | undefined;

/** Asks the runner, which has the certificate or knows the command; undefined where the channel needs no token. */
export function fetchToken(purpose: TokenPurpose): Promise<string | undefined> {
  type Ask = (purpose: TokenPurpose) => Promise<string | undefined>;
  const ask = (globalThis as Record<string, unknown>)[ASK_FOR_TOKEN] as Ask;
  return ask(purpose);
}

/** Fetches a token for what precedes joining, and keeps it for the first attempt to join. */
export async function prepareToken({ uid }: AgoraTask): Promise<string | undefined> {
  prepared ??= { uid, token: await fetchToken('join') };
  return prepared.token;
}

/** Returns the token fetched ahead, once: a later attempt to join asks for one of its own. */
export function takePreparedToken({ uid }: AgoraTask): string | undefined {
  const token = prepared?.uid === uid ? prepared.token : undefined;
  prepared = undefined;
  return token;
}
