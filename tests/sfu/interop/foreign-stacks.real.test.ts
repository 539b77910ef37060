import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OriginProcess, startOrigin } from '../../../src/sfu/process/start-origin.ts';
import { ForeignPeer, missingPackages, ownAddress, type Stack } from './foreign-peer.ts';

const missing = missingPackages();
const address = ownAddress();
if (missing.length > 0)
  console.warn(`\nNOT PROVEN here: foreign WebRTC stacks (apt-get install ${missing.join(' ')})\n`);
if (address === undefined) console.warn('\nNOT PROVEN here: foreign WebRTC stacks (no address but loopback)\n');

/** Each publishes another codec, and each watches both. */
const PUBLISHED = { aiortc: 'h264', gstreamer: 'vp8' } as const;
const STACKS = Object.keys(PUBLISHED) as Stack[];
const PAIRS = STACKS.flatMap((publisher) => STACKS.map((viewer) => ({ publisher, viewer })));
/** Two seconds of pictures; and as many blocks of sound, of 20 ms. */
const FRAMES = 60;

describe.skipIf(missing.length > 0 || address === undefined)('WebRTC stacks that are not browsers', () => {
  const logs: string[] = [];
  const peers: ForeignPeer[] = [];
  let origin: OriginProcess;

  const open = (stack: Stack, role: 'publish' | 'watch', stream: Stack, frames = FRAMES) => {
    const url = new URL(`/${role === 'publish' ? 'whip' : 'whep'}/${stream}?viewer=${stack}-${stream}`, origin.whipUrl);
    const peer = new ForeignPeer(stack, role, url.href, PUBLISHED[stream], frames);
    peers.push(peer);
    return peer;
  };
  beforeAll(async () => {
    origin = await startOrigin({
      ...{ enter: { command: '', args: [] }, address: address ?? '', port: 0, signal: new AbortController().signal },
      onSecond: () => {},
      onLog: (text) => logs.push(text),
      onExit: (error) => {
        throw error;
      },
    });
  });
  afterAll(async () => {
    for (const peer of peers) peer.kill();
    await origin?.close();
  });

  it('publish to the origin and watch from it, and what they see and hear is decoded', async () => {
    const publishers = STACKS.map((stack) => open(stack, 'publish', stack));
    const viewers = PAIRS.map(({ publisher, viewer }) => open(viewer, 'watch', publisher));
    const seen = await Promise.all(viewers.map((viewer) => viewer.decoded()));
    for (const [i, { pictures, different, size, loudBlocks }] of seen.entries()) {
      const pair = `${PAIRS[i]?.publisher} seen by ${PAIRS[i]?.viewer}`;
      expect([pair, size]).toEqual([pair, [320, 180]]);
      expect(pictures, pair).toBeGreaterThanOrEqual(FRAMES);
      // Moving, not one picture again and again; a decoder may repeat one while the machine is busy.
      expect(different, pair).toBeGreaterThan(FRAMES / 2);
      expect(loudBlocks, pair).toBeGreaterThanOrEqual(FRAMES);
    }
    expect(await Promise.all([...viewers, ...publishers].map((peer) => peer.leave()))).toEqual(Array(6).fill(0));
    // Viewers may lag behind a publisher that leaves at the same time; neither was lost.
    for (const stack of STACKS) expect(logs).toContain(`publisher of "${stack}" left: it said so`);
  });
});
