import { BITS_PER_BYTE } from '../../model/units.ts';
import type { Endpoint } from '../../network/backend.ts';
import { openProbeSocket } from '../../network/probing/open-probe-socket.ts';
import type { ProbeSocket } from '../../network/probing/probe-socket.ts';
import { decode, encode, onWire } from './message.ts';
import { paced } from './paced.ts';
import { type Answer, type Release, ResponderSession } from './responder-session.ts';

const SESSIONS_MOST = 4;
const FORGOTTEN_AFTER_MS = 120_000;

export interface ResponderOptions {
  readonly address: string;
  readonly port: number;
  readonly token: string;
  /** Trains are sent no faster, whatever the prober asks for. */
  readonly mostBps: number;
  readonly signal: AbortSignal;
  /** A prober with the token has come. */
  onProber?(from: Endpoint): void;
}

export interface Responder {
  readonly port: number;
  close(): void;
}

/** Answers probers that have the token, and nobody else, until it is closed. */
export async function openResponder(options: ResponderOptions): Promise<Responder> {
  const { address, port, token, mostBps, signal, onProber } = options;
  const sessions = new Map<number, ResponderSession>();
  const holder: { socket?: ProbeSocket } = {};
  const send = ({ message, bytes, body }: Answer, to: Endpoint) => {
    const { socket } = holder;
    if (socket === undefined) return true;
    return socket.send(encode(token, { ...message, sentMs: socket.nowMs() }, bytes, body), to);
  };
  const releases: { session: ResponderSession; release: Release; to: Endpoint }[] = [];
  let isReleasing = false;
  const releaseAll = async () => {
    if (isReleasing) return;
    isReleasing = true;
    for (let next = releases.shift(); next !== undefined; next = releases.shift()) {
      const { session, release, to } = next;
      const leastGapMs = (onWire(release.payloadBytes) * BITS_PER_BYTE * 1000) / mostBps;
      const gapMs = Math.max(release.gapMs, leastGapMs);
      await paced({ count: release.packets, gapMs, steady: false, signal }, (index) => {
        const answer = session.draw(release, index);
        if (answer !== undefined) send(answer, to);
        return answer !== undefined;
      });
    }
    isReleasing = false;
  };
  const onMessage = (buffer: Buffer, heardMs: number, from: Endpoint) => {
    const message = decode(token, buffer);
    if (message === undefined) return;
    const known = sessions.get(message.session);
    const session = known ?? (message.kind === 'hello' ? begin(message.session, heardMs, from) : undefined);
    const answer = session?.hear(message, heardMs);
    if (session === undefined || answer === undefined) return;
    if ('message' in answer) send(answer, from);
    else {
      releases.push({ session, release: answer, to: from });
      releaseAll().catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  };
  const begin = (id: number, nowMs: number, from: Endpoint) => {
    for (const [old, { lastMs }] of sessions) if (nowMs - lastMs > FORGOTTEN_AFTER_MS) sessions.delete(old);
    if (sessions.size >= SESSIONS_MOST) return undefined;
    const session = new ResponderSession(id, nowMs);
    sessions.set(id, session);
    onProber?.(from);
    return session;
  };
  const socket = await openProbeSocket(address, undefined, onMessage, { port, drainEveryMs: 1 });
  holder.socket = socket;
  return { port: socket.port, close: () => socket.close() };
}
