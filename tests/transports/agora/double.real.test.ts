import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import agoraToken from 'agora-token';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import type { VideoCodec } from '../../../src/model/scenario/scenario.ts';
import { findBrowser } from '../../../src/participants/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../../../src/participants/launch-browser.ts';
import { itLong, LONG } from '../../it-long.ts';
import { type AgoraDouble, APP_CERTIFICATE, APP_ID, DOMAIN, startDouble } from './start-double.ts';

const ADDRESS = '127.0.0.1';
const PAGE = 'https://double.invalid/';
const SDK = createRequire(import.meta.url).resolve('agora-rtc-sdk-ng');
const [HOST, VIEWER] = [1001, 2002];

/**
 * The unmodified SDK with nothing of longhaul between it and the double, which every test that uses the double relies
 * on.
 */
describe.runIf(LONG)('the double of Agora', () => {
  let double: AgoraDouble;
  let launched: LaunchedBrowser;

  beforeAll(async () => {
    double = await startDouble({ address: ADDRESS, certificate: APP_CERTIFICATE });
    const key = new X509Certificate(double.certificate).publicKey.export({ type: 'spki', format: 'der' });
    launched = await launchBrowser({
      enter: { command: '', args: [] },
      executable: (await findBrowser()).path,
      trustedOrigins: [],
      flags: [
        `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`,
        `--host-resolver-rules=MAP *.${DOMAIN} ${ADDRESS}`,
      ],
      signal: new AbortController().signal,
    });
  });
  afterAll(async () => {
    await launched.close();
    await double.close();
  });

  itLong.each(['h264', 'vp8', 'vp9'] as const)(
    'takes the SDK through a complete show in %s',
    { timeout: 90_000 },
    async (codec) => {
      const host = await open(launched);
      const viewer = await open(launched);
      await call(host, 'join', joining('host', codec, HOST));
      await call(host, 'publish');
      await call(viewer, 'join', joining('audience', codec, VIEWER));
      await call(viewer, 'watch');
      await grows(viewer, 360);

      await call(host, 'dualStream');
      await call(viewer, 'switchTo', 1);
      await grows(viewer, 180);
      await call(viewer, 'switchTo', 0);
      await grows(viewer, 360);

      for (const uid of [VIEWER, HOST]) {
        double.order({ type: 'drop-websocket', uid });
        await double.waitFor(({ name, uid: who, atMs }) => name === 'rejoin_v3' && who === uid && atMs > 0, 15_000);
      }
      await grows(viewer, 360);

      // Notified 30 s ahead of its expiry.
      await call(host, 'renew', tokenFor(HOST, 32));
      await vi.waitFor(async () => expect(await names(host)).toContain('token-privilege-will-expire'), 10_000);
      await call(host, 'renew', tokenFor(HOST, 600));

      await call(host, 'unpublish');
      await vi.waitFor(async () => expect(await names(viewer)).toContain('user-unpublished'), 10_000);
      await call(host, 'leave');
      await call(viewer, 'leave');
      expect(double.eventsNamed('handler-failed')).toEqual([]);
      await host.context().close();
      await viewer.context().close();
    },
  );

  const tokenFor = (uid: number, seconds: number) =>
    agoraToken.RtcTokenBuilder.buildTokenWithUid(APP_ID, APP_CERTIFICATE, 'double', uid, 1, seconds, seconds);
  const joining = (role: string, codec: VideoCodec, uid: number) => ({
    ...{ role, codec, uid, domain: DOMAIN, port: double.port, server: ADDRESS },
    ...{ appId: APP_ID, token: tokenFor(uid, 600) },
  });
});

async function open({ browser }: LaunchedBrowser): Promise<Page> {
  const page = await browser.newPage();
  await page.route(PAGE, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' }));
  await page.goto(PAGE);
  await page.addScriptTag({ content: await readFile(new URL('page.js', import.meta.url), 'utf8') });
  await page.addScriptTag({ content: await readFile(SDK, 'utf8') });
  return page;
}

function call<T>(page: Page, name: string, argument?: unknown): Promise<T> {
  return page.evaluate<T>(`double.${name}(${JSON.stringify(argument ?? null)})`);
}

async function names(page: Page): Promise<string[]> {
  return (await call<string[][]>(page, 'events')).map(([name = '']) => name);
}

/** Waits until video of that height and audio are arriving. */
async function grows(page: Page, height: number): Promise<void> {
  type Received = { frames: number; height: number; samples: number };
  await vi.waitFor(async () => expect((await call<Received>(page, 'received')).height).toBe(height), 15_000);
  const before = await call<Received>(page, 'received');
  await vi.waitFor(async () => {
    const now = await call<Received>(page, 'received');
    expect(now.frames).toBeGreaterThan(before.frames + 5);
    expect(now.samples).toBeGreaterThan(before.samples);
  }, 10_000);
}
