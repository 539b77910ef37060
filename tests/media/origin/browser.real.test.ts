import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { which } from '../../../src/lib/processes.ts';
import { type Origin, startOrigin } from '../../../src/media/origin/start-origin.ts';
import type { OriginLine } from '../../../src/model/recording.ts';

const FIRST_FRAME_LIMIT_MS = 10_000;
const CODECS = ['vp8', 'h264', 'vp9', 'av1'];

// Page code goes over as text: a compiled function would call helpers that the page does not have.
const pageCode = readFileSync(new URL('page.js', import.meta.url), 'utf8');

interface Watched {
  readonly sinceMs: number;
  readonly [report: string]: unknown;
}

describe('the origin between real browsers', () => {
  const lines: OriginLine[] = [];
  const logs: string[] = [];
  let origin: Origin;
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
    await page.goto(new URL('/', origin.whipUrl).href);
    await page.addScriptTag({ content: pageCode });
  });

  afterAll(async () => {
    await browser?.close();
    await origin?.close();
  });

  it.each(CODECS)('carries %s and sound to a viewer, who decodes within 10 s', async (codec) => {
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
});
