import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OriginLine } from '../../../src/model/recording/origin-line.ts';
import { type OriginProcess, startOrigin } from '../../../src/sfu/process/start-origin.ts';
import { itLong } from '../../it-long.ts';
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
/** Several of the longest intervals between a viewer's reports, 7.5 s (RFC 3550). */
const SECONDS = 30;

describe.skipIf(missing.length > 0 || address === undefined)('WebRTC stacks that are not browsers', () => {
  const lines: OriginLine[] = [];
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
      onSecond: (line) => lines.push(line),
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

  itLong('are served without a pause, however seldom they report', { timeout: 600_000 }, async () => {
    const from = lines.length;
    const publishers = STACKS.map((stack) => open(stack, 'publish', stack));
    const viewers = PAIRS.map(({ publisher, viewer }) => open(viewer, 'watch', publisher, 30 * SECONDS));
    for (const { pictures } of await Promise.all(viewers.map((viewer) => viewer.decoded())))
      expect(pictures).toBeGreaterThanOrEqual(30 * SECONDS);
    await Promise.all([...viewers, ...publishers].map((peer) => peer.leave()));
    for (const { publisher, viewer } of PAIRS) {
      const seconds = lines
        .slice(from)
        .flatMap(({ viewers: all }) => all.filter((one) => one.viewer === `${viewer}-${publisher}`));
      // From its first second to its last but one, none without packets.
      const sent = seconds.map(({ packetsOut }) => packetsOut);
      const served = sent.slice(
        sent.findIndex((count) => count > 0),
        -1,
      );
      expect(served.length).toBeGreaterThan(SECONDS - 5);
      expect(Math.min(...served), `${viewer} watching ${publisher}: ${served.join(' ')}`).toBeGreaterThan(0);
    }
  });
});
