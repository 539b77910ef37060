import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OriginProcess, startOrigin } from '../../../src/sfu/process/start-origin.ts';
import { ForeignPeer, type InteropPeer, missingPackages, ownAddress } from './foreign-peer.ts';
import { ENCODED, WeriftPeer } from './werift-peer.ts';

const missing = missingPackages();
const address = ownAddress();
if (missing.length > 0) console.warn(`\nNOT PROVEN here: aiortc, GStreamer (apt-get install ${missing.join(' ')})\n`);
if (address === undefined) console.warn('\nNOT PROVEN here: other WebRTC stacks (no address but loopback)\n');

/** Each publishes what it can encode, or has recorded; and each watches all. */
const PUBLISHED = { werift: 'vp8', aiortc: 'h264', gstreamer: 'vp8' } as const;
type Name = keyof typeof PUBLISHED;
const STACKS: readonly Name[] = missing.length > 0 ? ['werift'] : ['werift', 'aiortc', 'gstreamer'];
const PAIRS = STACKS.flatMap((publisher) => STACKS.map((viewer) => ({ publisher, viewer })));
/** Two seconds of pictures; and as many blocks of sound, of 20 ms. */
const FRAMES = 60;
/** Time of the stream in which every viewer has seen and heard enough: some ten times what it takes. */
const LIMIT_MS = 60_000;

describe.skipIf(address === undefined)('WebRTC stacks that are not browsers', () => {
  const logs: string[] = [];
  const peers: InteropPeer[] = [];
  let origin: OriginProcess;

  const open = (stack: Name, role: 'publish' | 'watch', stream: Name, frames = FRAMES): InteropPeer => {
    const url = new URL(`/${role === 'publish' ? 'whip' : 'whep'}/${stream}?viewer=${stack}-${stream}`, origin.whipUrl);
    const codec = PUBLISHED[stream];
    const peer =
      stack === 'werift'
        ? new WeriftPeer(role, url.href, codec, frames)
        : new ForeignPeer(stack, role, url.href, codec, frames);
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

  it('publish to the origin and watch from it, and what they see and hear is whole', async () => {
    const publishers = STACKS.map((stack) => open(stack, 'publish', stack));
    const viewers = PAIRS.map(({ publisher, viewer }) => open(viewer, 'watch', publisher));
    const nameOf = (i: number) => `${PAIRS[i]?.publisher} seen by ${PAIRS[i]?.viewer}`;
    const seen = await Promise.all(
      viewers.map((viewer, i) =>
        viewer.decoded(LIMIT_MS).catch((cause: Error) => {
          throw new Error(`${nameOf(i)}: ${cause.message}`, { cause });
        }),
      ),
    );
    for (const [i, { pictures, different, size, loudBlocks }] of seen.entries()) {
      const pair = nameOf(i);
      expect([pair, size]).toEqual([pair, [320, 180]]);
      expect(pictures, pair).toBeGreaterThanOrEqual(FRAMES);
      // Moving, not one picture again and again; a decoder may repeat one while the machine is busy.
      expect(different, pair).toBeGreaterThan(FRAMES / 2);
      expect(loudBlocks, pair).toBeGreaterThanOrEqual(FRAMES);
    }
    // To the last bit what was sent; the decoders above show that it is a picture.
    const [own] = viewers.filter((_, i) => PAIRS[i]?.publisher === 'werift');
    if (!(own instanceof WeriftPeer)) throw new Error('werift does not watch itself');
    const sent = new Set(ENCODED.video.map((picture) => picture.toString('base64')));
    expect(own.pictures.filter((picture) => !sent.has(picture.toString('base64')))).toEqual([]);
    expect(await Promise.all([...viewers, ...publishers].map((peer) => peer.leave()))).toEqual(
      Array(peers.length).fill(0),
    );
    // Viewers may lag behind a publisher that leaves at the same time; neither was lost.
    for (const stack of STACKS)
      await expect.poll(() => logs, { timeout: 10_000 }).toContain(`publisher of "${stack}" left: it said so`);
  });
});
