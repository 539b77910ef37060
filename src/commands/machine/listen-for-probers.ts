import { sleep } from '../../lib/clock.ts';
import { CannotMeasureError } from '../../lib/errors.ts';
import { messageOf } from '../../lib/message-of.ts';
import { openResponder, type Responder } from '../../line/wire/responder.ts';
import { isToken, newToken } from '../../line/wire/token.ts';
import type { Context } from '../command.ts';
import { PROBE_WORDS } from '../messages/probe-words.ts';
import { say } from '../messages/say.ts';

export interface ListenOptions {
  readonly port: number;
  /** A new one when none is given that would do. */
  readonly token: string | undefined;
  readonly mostBps: number;
  readonly json: boolean;
}

const FOR_EVER_MS = 1 << 30;

/** Answers probers until Ctrl-C. */
export async function listenForProbers(options: ListenOptions, { terminal, signal }: Context): Promise<void> {
  const { port, mostBps, json } = options;
  const token = options.token !== undefined && isToken(options.token) ? options.token : newToken();
  const responder = await open({ port, token, mostBps, signal }, (from) =>
    terminal.log(say(terminal, PROBE_WORDS.probedFrom, { from })),
  );
  try {
    if (json) terminal.print(JSON.stringify({ port: responder.port, token }));
    else {
      const { port: open } = responder;
      terminal.print(say(terminal, PROBE_WORDS.listening, { port: open }));
      terminal.print(say(terminal, PROBE_WORDS.otherEnd, { port: open, token }));
      terminal.print(say(terminal, PROBE_WORDS.ending));
    }
    while (!signal.aborted) await sleep(FOR_EVER_MS, signal).catch(() => {});
  } finally {
    responder.close();
  }
}

async function open(
  options: { readonly port: number; readonly token: string; readonly mostBps: number; readonly signal: AbortSignal },
  onProber: (from: string) => void,
): Promise<Responder> {
  try {
    return await openResponder({
      ...options,
      address: '0.0.0.0',
      onProber: ({ address, port }) => onProber(`${address}:${port}`),
    });
  } catch (error) {
    const why = messageOf(error);
    throw new CannotMeasureError(
      `cannot listen on UDP port ${options.port}: ${why}`,
      'Name another port after --listen.',
    );
  }
}
