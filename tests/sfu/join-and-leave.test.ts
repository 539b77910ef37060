import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { type OriginProcess, startOrigin } from '../../src/sfu/process/start-origin.ts';
import { itLong } from '../it-long.ts';
import { RtpPeer, VP8_KEY } from './support/rtp-peer.ts';

const SDP = { 'content-type': 'application/sdp' };
const PACKET_MS = 20;

describe.runIf(process.platform === 'linux')('viewers that come and go', () => {
  let origin: OriginProcess;
  let sending: NodeJS.Timeout | undefined;
  const publisher = new RtpPeer({ direction: 'SendOnly' });
  beforeAll(async () => {
    // Little enough that garbage is collected now and then, and that what 500 joins left behind would not fit.
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=32 --max-semi-space-size=1');
    origin = await startOrigin({
      ...{ enter: { command: '', args: [] }, address: '127.0.0.1', port: 0, signal: new AbortController().signal },
      ...{ onSecond: () => {}, onLog: () => {}, onExit: () => {} },
    });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    clearInterval(sending);
    publisher.close();
    await origin?.close();
  });

  const open = async (peer: RtpPeer, url: string) => {
    const response = await fetch(url, { method: 'POST', body: peer.offer, headers: SDP });
    await peer.connect(await response.text());
    return response.headers.get('location') ?? '';
  };
  const residentMb = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${origin.pid}/status`, 'utf8'))?.[1]) / 1024;
  const descriptors = () => readdirSync(`/proc/${origin.pid}/fd`).length;

  itLong(
    'leave nothing behind: memory and descriptors after 500 are what they were after 200',
    async () => {
      await open(publisher, origin.whipUrl);
      let sent = 0;
      sending = setInterval(() => {
        publisher.sendRtp({ sequenceNumber: sent & 0xffff, payload: VP8_KEY });
        sent += 1;
      }, PACKET_MS);
      const seen: { joins: number; residentMb: number; descriptors: number }[] = [];
      for (let joins = 1; joins <= 500; joins++) {
        const viewer = new RtpPeer({ direction: 'RecvOnly' });
        const session = await open(viewer, origin.whepUrl);
        await expect.poll(() => viewer.received.length, { interval: 5 }).toBeGreaterThan(0);
        expect((await fetch(session, { method: 'DELETE' })).status).toBe(200);
        viewer.close();
        if (joins % 100 !== 0) continue;
        await sleep(1000);
        seen.push({ joins, residentMb: Math.round(residentMb()), descriptors: descriptors() });
      }
      const [, before, , , after] = seen;
      if (before === undefined || after === undefined) throw new Error('not all of them came');
      expect(after.descriptors).toBeLessThanOrEqual(before.descriptors);
      // A leaked viewer costs its buffers, 77 KB as measured: 23 MB for 300 of them.
      expect(after.residentMb, JSON.stringify(seen)).toBeLessThan(before.residentMb + 8);
    },
    240_000,
  );
});
