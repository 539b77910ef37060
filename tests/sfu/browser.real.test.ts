import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { which } from '../../src/lib/processes.ts';
import type { OriginLine } from '../../src/model/recording/origin-line.ts';
import { type OriginProcess, startOrigin } from '../../src/sfu/process/start-origin.ts';
import { openRelay, type RelayDirection } from './support/udp-relay.ts';

interface RelayPath {
  readonly toOrigin?: RelayDirection;
  readonly fromOrigin?: RelayDirection;
}

const FIRST_FRAME_LIMIT_MS = 10_000;
const CODECS = ['vp8', 'h264', 'vp9', 'av1'];

// Passed to the page as text: a compiled function would call helpers that the page does not have.
const pageCode = readFileSync(new URL('page.js', import.meta.url), 'utf8');

interface Watched {
  readonly sinceMs: number;
  readonly [report: string]: unknown;
}

describe('the origin between real browsers', () => {
  const lines: OriginLine[] = [];
  const logs: string[] = [];
  const relays: { close(): void }[] = [];
  let origin: OriginProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    origin = await startOrigin({
      enter: { command: '', args: [] },
      address: '127.0.0.1',
      port: 0,
      signal: new AbortController().signal,
      onSecond: (line) => lines.push(line),
      onLog: (text) => logs.push(text),
      onExit: (error) => {
        throw error;
      },
    });
    const executablePath = await which('chromium-headless-shell', 'chromium', 'google-chrome');
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
    });
    page = await browser.newPage();
    await page.exposeFunction(
      'relayPort',
      async (originPort: number, { toOrigin = {}, fromOrigin = {} }: RelayPath) => {
        const relay = await openRelay(originPort, toOrigin, fromOrigin, 7);
        relays.push(relay);
        return relay.port;
      },
    );
    await page.goto(new URL('/', origin.whipUrl).href);
    await page.addScriptTag({ content: pageCode });
  });

  afterAll(async () => {
    await browser?.close();
    await origin?.close();
    for (const relay of relays) relay.close();
  });

  it.each(CODECS)('carries %s and audio to a viewer, which decodes within 10 s', async (codec) => {
    const streamUrl = (kind: string) => origin.whipUrl.replace('/whip/live', `/${kind}/${codec}`);
    const watched = (await page.evaluate(`(async () => {
      const publisher = await publish('${streamUrl('whip')}?startKbps=800', '${codec}');
      const viewer = await watch('${streamUrl('whep')}?viewer=${codec}-1');
      try {
        return await until(
          viewer.pc,
          (s) => s['inbound-rtp:video']?.framesDecoded >= 30 && s['inbound-rtp:audio']?.packetsReceived >= 50,
          ${FIRST_FRAME_LIMIT_MS},
        );
      } finally {
        viewer.stop();
        publisher.stop();
        await fetch(viewer.location, { method: 'DELETE' });
        await fetch(publisher.location, { method: 'DELETE' });
      }
    })()`)) as Watched;
    expect(watched['inbound-rtp:video']).toMatchObject({ frameWidth: 320, frameHeight: 180, packetsLost: 0 });
    expect(watched['inbound-rtp:audio']).toMatchObject({ packetsLost: 0 });
    expect(watched.sinceMs).toBeLessThan(FIRST_FRAME_LIMIT_MS);
  });

  it('repairs loss for one viewer, and shields the others from a starved one', async () => {
    const linesBefore = lines.length;
    const long = { delayMs: 40 };
    const paths = {
      clean: { toOrigin: long, fromOrigin: long },
      lossy: { toOrigin: long, fromOrigin: { ...long, lossFraction: 0.04 } },
      starved: { toOrigin: long, fromOrigin: { ...long, rateBps: 500_000, queueMs: 200 } },
    };
    const seen = (await page.evaluate(`(async () => {
      const publisher = await publish('${origin.whipUrl}?startKbps=1000', 'vp8', { kbps: 1000 });
      const viewers = {};
      for (const [name, relay] of Object.entries(${JSON.stringify(paths)}))
        viewers[name] = await watch('${origin.whepUrl}?viewer=' + name, { relay });
      await until(viewers.clean.pc, (s) => s['inbound-rtp:video']?.framesDecoded > 0, ${FIRST_FRAME_LIMIT_MS});
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const sample = async () => Object.fromEntries(await Promise.all(
        Object.entries(viewers).map(async ([name, { pc }]) => [name, (await stats(pc))['inbound-rtp:video']])));
      const before = await sample();
      await new Promise((resolve) => setTimeout(resolve, 6000));
      const after = await sample();
      for (const { stop } of Object.values(viewers)) stop();
      publisher.stop();
      return Object.fromEntries(Object.keys(before).map((name) => [name, {
        fps: (after[name].framesDecoded - before[name].framesDecoded) / (after[name].timestamp - before[name].timestamp) * 1000,
        lost: after[name].packetsLost, retransmitted: after[name].retransmittedPacketsReceived,
        freezes: after[name].freezeCount,
      }]));
    })()`)) as Record<string, { fps: number; lost: number; retransmitted: number; freezes: number }>;
    const total = (viewer: string, field: 'bytesOut' | 'rtxSent' | 'nackedPackets') =>
      lines
        .flatMap(({ viewers }) => viewers.filter((one) => one.viewer === viewer))
        .reduce((sum, one) => sum + one[field], 0);

    // A timer of the page makes 30 frames a second, and may lose a few on a busy machine.
    expect(seen.clean).toMatchObject({ lost: 0, freezes: 0 });
    expect(seen.clean?.fps).toBeGreaterThan(24);
    expect(seen.lossy?.lost).toBeGreaterThan(5);
    expect(seen.lossy?.retransmitted).toBeGreaterThan((seen.lossy?.lost ?? 0) * 0.8);
    expect(seen.lossy?.fps).toBeGreaterThan(24);
    // Half the stream does not fit: the viewer requests everything, and gets its share.
    expect(seen.starved?.fps).toBeLessThan(20);
    expect(total('starved', 'nackedPackets')).toBeGreaterThan(total('starved', 'rtxSent') * 2);
    expect(total('starved', 'bytesOut')).toBeLessThan(total('clean', 'bytesOut') * 1.35);
    // One keyframe per joining viewer, then at most one a second for the starved one, over some nine seconds; fewer
    // once its downlink is known to be overloaded.
    const requests = lines.slice(linesBefore).reduce((sum, { publisher }) => sum + (publisher?.pliSent ?? 0), 0);
    expect(requests).toBeLessThan(12);
  });

  it('reports the first mile’s loss of sound, by which Opus sends copies of lost packets, unless told not to', async () => {
    // Where loss is high enough for them at any bitrate.
    const lossy = JSON.stringify({ toOrigin: { delayMs: 20, lossFraction: 0.2 } });
    const heard = (await page.evaluate(`(async () => {
      const hear = async (stream, fec) => {
        const url = (kind) => '${origin.whipUrl}'.replace('/whip/live', '/' + kind + '/' + stream);
        const publisher = await publish(url('whip'), 'vp8', { relay: ${lossy}, kbps: 200, fec });
        const viewer = await watch(url('whep') + '?viewer=' + stream);
        const enough = (s) => s['inbound-rtp:audio']?.packetsReceived >= 300;
        const { 'inbound-rtp:audio': audio } = await until(viewer.pc, enough, 30_000);
        viewer.stop();
        publisher.stop();
        return audio;
      };
      const [withFec, without] = await Promise.all([hear('fec', true), hear('no-fec', false)]);
      return { withFec, without };
    })()`)) as Record<'withFec' | 'without', Record<string, number>>;
    const used = ({ fecPacketsReceived = 0, fecPacketsDiscarded = 0 }: Record<string, number>) =>
      fecPacketsReceived - fecPacketsDiscarded;
    expect(heard.without.fecPacketsReceived).toBe(0);
    // Some 75 packets are lost; the encoder hears of the first loss after a second.
    expect(used(heard.withFec)).toBeGreaterThan(10);
  });

  it('lets a publisher that reconnects take over, and viewers continue', async () => {
    const frames = (await page.evaluate(`(async () => {
      const first = await publish('${origin.whipUrl}?startKbps=800', 'vp8');
      const viewer = await watch('${origin.whepUrl}?viewer=stays');
      const decoded = (s) => s['inbound-rtp:video']?.framesDecoded ?? 0;
      const before = decoded(await until(viewer.pc, (s) => decoded(s) > 20, ${FIRST_FRAME_LIMIT_MS}));
      const second = await publish('${origin.whipUrl}?startKbps=800', 'vp8');
      await until(second.pc, (s) => s['outbound-rtp:video']?.framesSent > 10, ${FIRST_FRAME_LIMIT_MS});
      const between = decoded(await stats(viewer.pc));
      first.stop();
      const reports = await until(viewer.pc, (s) => decoded(s) > between + 30, ${FIRST_FRAME_LIMIT_MS});
      viewer.stop();
      second.stop();
      return { before, between, after: decoded(reports), lost: reports['inbound-rtp:video'].packetsLost };
    })()`)) as { before: number; between: number; after: number; lost: number };
    expect(frames.after).toBeGreaterThan(frames.between + 30);
    expect(frames.lost).toBe(0);
    expect(logs).toContain('publisher of "live" left: another publisher took over');
  });
});
