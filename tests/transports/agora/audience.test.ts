import type { IAgoraRTCClient, IAgoraRTCRemoteUser } from 'agora-rtc-sdk-ng';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgoraAudience } from '../../../src/browser/transports/agora/agora-audience.ts';
import type { AgoraTask } from '../../../src/browser/transports/agora/agora-task.ts';

type OnPublished = (user: IAgoraRTCRemoteUser, kind: 'video' | 'audio') => void;
const TASK: AgoraTask = {
  ...{ appId: '0'.repeat(32), channel: 'c', uid: 2, host: 1, audienceLatency: 'ultra-low', fallback: 'none' },
};

/** Watches a host, with answers to the SDK's calls; returns the calls made and what was noted. */
function watch(task: Partial<AgoraTask>, failing: (call: string, nth: number) => boolean = () => false) {
  const calls: string[] = [];
  const notes: Readonly<Record<string, unknown>>[] = [];
  const tracks: string[] = [];
  const user = { uid: 1, hasVideo: false, hasAudio: false };
  let onPublished: OnPublished = () => {};
  const answer = async (call: string) => {
    calls.push(call);
    if (failing(call, calls.filter((each) => each === call).length)) throw new Error(`${call} failed`);
    return { getMediaStreamTrack: () => ({ id: call }), on: () => {} };
  };
  const client = {
    ...{ remoteUsers: [], removeAllListeners: () => {} },
    on: (_: string, listener: OnPublished) => {
      onPublished = listener;
    },
    subscribe: (_: unknown, kind: string) => answer(`subscribe ${kind}`),
    presubscribe: (uid: number, kind: string) => answer(`presubscribe ${uid} ${kind}`),
    setStreamFallbackOption: (uid: number, type: number) => answer(`fallback ${uid} ${type}`),
  } as unknown as IAgoraRTCClient;
  const listener = { onTrack: ({ id }: MediaStreamTrack) => void tracks.push(id) };
  const audience = new AgoraAudience({ ...TASK, ...task }, listener);
  const begun = audience.begin(client, {
    signal: new AbortController().signal,
    connections: () => [],
    note: (_, detail) => void notes.push(detail),
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const publish = (kind: 'video' | 'audio') => {
    user[kind === 'video' ? 'hasVideo' : 'hasAudio'] = true;
    onPublished(user as IAgoraRTCRemoteUser, kind);
  };
  return { audience, begun, calls, notes, tracks, settle, publish };
}

describe('the audience of an Agora channel', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['none', 0],
    ['low-stream', 1],
    ['audio-only', 2],
    ['layer-2', 4],
  ] as const)('always says what it may get instead: %s', async (fallback, type) => {
    const { begun, calls, settle, publish } = watch({ fallback });
    await settle();
    publish('video');
    await begun;
    expect(calls).toEqual(['subscribe video', `fallback 1 ${type}`]);
  });

  it('notes that it could not say so', async () => {
    const { begun, notes, settle, publish } = watch({}, (call) => call.startsWith('fallback'));
    await settle();
    publish('video');
    await begun;
    await settle();
    expect(notes).toEqual([{ what: 'fallback-not-set', reason: 'Error: fallback 1 0 failed' }]);
  });

  it('fails the attempt if the first picture cannot be subscribed to', async () => {
    const { begun, settle, publish } = watch({}, (call) => call === 'subscribe video');
    const failed = expect(begun).rejects.toThrow('subscribe video failed');
    await settle();
    publish('video');
    await failed;
  });

  it('notes a later subscription that fails, and tries again a second later', async () => {
    const { begun, notes, settle, publish } = watch({}, (call, nth) => call === 'subscribe video' && nth === 2);
    await settle();
    publish('video');
    await begun;
    publish('video');
    await vi.advanceTimersByTimeAsync(999);
    expect(notes).toEqual([
      { what: 'subscribe-failed', kind: 'video', attempt: 1, reason: 'Error: subscribe video failed' },
    ]);
    await vi.advanceTimersByTimeAsync(1);
    expect(notes.at(-1)).toEqual({ what: 'subscribed', kind: 'video', attempt: 2 });
  });

  it('gives up after three attempts, and at once when it leaves', async () => {
    const { begun, audience, notes, settle, publish } = watch({}, (call) => call === 'subscribe audio');
    await settle();
    publish('video');
    await begun;
    publish('audio');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(notes.map(({ what, attempt }) => `${what} ${attempt}`)).toEqual(
      [1, 2, 3].map((attempt) => `subscribe-failed ${attempt}`),
    );
    publish('audio');
    await settle();
    audience.end();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(notes).toHaveLength(4);
  });

  it('asks for the host’s media ahead, and for what it does not get so in the usual way', async () => {
    const { begun, calls, notes, tracks, settle, publish } = watch({ presubscribe: true }, (call) =>
      call.endsWith('1 audio'),
    );
    await begun;
    expect(tracks).toEqual(['presubscribe 1 video']);
    publish('audio');
    await settle();
    expect(calls).toEqual(['presubscribe 1 video', 'presubscribe 1 audio', 'fallback 1 0', 'subscribe audio']);
    expect(notes).toEqual([
      { what: 'presubscribe-failed', kind: 'audio', reason: 'Error: presubscribe 1 audio failed' },
    ]);
  });
});
