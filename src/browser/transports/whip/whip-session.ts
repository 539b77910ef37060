import { wallMs } from '../../wall-clock.ts';
import { messageOf } from '../message-of.ts';
import type { Connected, SessionListener, TransportSession } from '../page-transport.ts';
import { type ConnectionListener, type Role, WhipConnection } from './whip-connection.ts';
import type { WhipTask } from './whip-task.ts';

/** Longest wait for the answer to DELETE, which never arrives on a dead path. */
const LEAVE_LIMIT_MS = 500;
/** Longest time for one attempt to reconnect. */
const RECONNECT_LIMIT_MS = 10_000;
/** Pause between two attempts to reconnect. */
const RECONNECT_PAUSE_MS = 1000;

/**
 * A stream published or watched until `leave`. A connection that fails is restored by an ICE restart where the server takes one,
 * else by a new session, again and again, as players do.
 */
export class WhipSession implements TransportSession {
  readonly connected: Promise<Connected>;
  readonly #task: WhipTask;
  readonly #role: Role;
  readonly #listener: ConnectionListener;
  readonly #leaving = new AbortController();
  #peer: RTCPeerConnection | undefined;
  #connection: WhipConnection | undefined;
  /** A connection may fail again while it is being restored: the attempt under way goes on. */
  #isReconnecting = false;

  constructor(task: WhipTask, role: Role, { inTime, note, onTrack }: SessionListener) {
    this.#task = task;
    this.#role = role;
    this.#listener = {
      note,
      onTrack,
      onPeer: (peer) => {
        this.#peer = peer;
      },
    };
    this.connected = this.#open(AbortSignal.any([inTime, this.#leaving.signal]));
  }

  connections(): readonly RTCPeerConnection[] {
    return this.#peer === undefined ? [] : [this.#peer];
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    const timeout = new Promise((resolve) => setTimeout(resolve, LEAVE_LIMIT_MS));
    await Promise.race([this.#connection?.close().catch(() => {}), timeout]);
    this.#peer?.close();
  }

  async #open(signal: AbortSignal): Promise<Connected> {
    const { connection, answerMs } = await WhipConnection.open(this.#task, this.#role, this.#listener, signal);
    if (this.#leaving.signal.aborted) {
      connection.close().catch(() => {});
      throw new Error('left meanwhile');
    }
    this.#connection = connection;
    const { peer } = connection;
    peer.addEventListener('connectionstatechange', () => {
      const hasFailed = peer.connectionState === 'failed' && this.#connection === connection;
      if (hasFailed && !this.#isReconnecting) void this.#reconnect(connection);
    });
    return { answerMs };
  }

  async #reconnect(lost: WhipConnection): Promise<void> {
    this.#isReconnecting = true;
    await this.#restore(lost).finally(() => {
      this.#isReconnecting = false;
    });
  }

  async #restore(lost: WhipConnection): Promise<void> {
    const { note } = this.#listener;
    const lostMs = wallMs();
    for (let attempt = 1; !this.#leaving.signal.aborted; attempt++) {
      const how = attempt === 1 && lost.canRestart ? 'ICE restart' : 'new session';
      note('transport', { what: 'reconnecting', how, attempt });
      const signal = AbortSignal.any([AbortSignal.timeout(RECONNECT_LIMIT_MS), this.#leaving.signal]);
      try {
        if (how === 'ICE restart') await lost.restart(signal);
        else await this.#replace(lost, signal);
        return note('transport', { what: 'reconnected', how, attempt, tookMs: wallMs() - lostMs });
      } catch (error) {
        const reason = messageOf(error);
        if (!this.#leaving.signal.aborted) note('transport', { what: 'reconnect-failed', how, attempt, reason });
        // A server that does no restarts has said so at once: a new session need not wait.
        if (how === 'ICE restart') continue;
      }
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_PAUSE_MS));
    }
  }

  async #replace(lost: WhipConnection, signal: AbortSignal): Promise<void> {
    // Closed without waiting: its network path is the one that does not work.
    if (this.#connection === lost) this.#connection = undefined;
    lost.close().catch(() => {});
    await this.#open(signal);
  }
}
