import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgoraAudience } from '../../../../src/browser/transports/agora/agora-audience.ts';
import type { AgoraTask } from '../../../../src/browser/transports/agora/agora-task.ts';

const host = { uid: 7, hasVideo: true, hasAudio: false };

/** The part of the SDK's client that an audience uses; `outcomes`: of each subscription, in order. */
class Client extends EventEmitter {
  readonly connectionState = 'CONNECTED';
  readonly remoteUsers: (typeof host)[] = [];
  subscriptions = 0;
  readonly #outcomes: readonly ('fails' | 'works')[];

  constructor(outcomes: readonly ('fails' | 'works')[]) {
    super();
    this.#outcomes = outcomes;
  }

  async subscribe() {
    const outcome = this.#outcomes[this.subscriptions++];
    if (outcome === 'fails') throw new Error('OPERATION_ABORTED');
    return { getMediaStreamTrack: () => ({}) as MediaStreamTrack, on: () => {} };
  }
}

/** Joins, then lets the host publish its picture anew. Returns what was recorded. */
async function publishAgain(client: Client) {
  const notes: Record<string, unknown>[] = [];
  const note = (_: string, detail: Record<string, unknown> | undefined) => void notes.push(detail ?? {});
  const listener = { inTime: new AbortController().signal, onTrack: () => {}, note };
  const audience = new AgoraAudience({ fallback: 'none' } as AgoraTask, listener);
  const begun = audience.begin(client as never, new AbortController().signal, { note });
  client.emit('user-published', host, 'video');
  await begun;
  client.emit('user-published', host, 'video');
  await vi.runAllTimersAsync();
  return notes;
}

describe('a viewer of an Agora channel whose host publishes anew', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('subscribes again without a word when that works', async () => {
    const client = new Client(['works', 'works']);
    expect(await publishAgain(client)).toEqual([]);
    expect(client.subscriptions).toBe(2);
  });

  it('records that it failed, tries again, and records that it worked', async () => {
    const reason = 'Error: OPERATION_ABORTED';
    expect(await publishAgain(new Client(['works', 'fails', 'fails', 'works']))).toEqual([
      { what: 'subscription-failed', kind: 'video', attempt: 1, reason },
      { what: 'subscription-failed', kind: 'video', attempt: 2, reason },
      { what: 'subscribed-again', kind: 'video', attempt: 2 },
    ]);
  });

  it('gives up after three more attempts, and says so', async () => {
    const client = new Client(['works', 'fails', 'fails', 'fails', 'fails', 'works']);
    const notes = await publishAgain(client);
    expect(client.subscriptions).toBe(5);
    expect(notes.at(-1)).toEqual({ what: 'subscription-given-up', kind: 'video', reason: 'Error: OPERATION_ABORTED' });
  });

  it('does not join when the first subscription fails', async () => {
    const client = new Client(['fails']);
    await expect(publishAgain(client)).rejects.toThrow('OPERATION_ABORTED');
  });
});
