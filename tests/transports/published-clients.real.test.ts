import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { Closers } from '../../src/lib/closers.ts';
import { findBrowser } from '../../src/participants/find-browser.ts';
import { launchBrowser } from '../../src/participants/launch-browser.ts';
import { type OriginProcess, startOrigin } from '../../src/sfu/process/start-origin.ts';
import { itLong } from '../it-long.ts';

const HERE = { command: '', args: [] };

/** whip-whep, by the author of both specifications: it gathers nothing first, trickles, and reads Link and ETag. */
const CLIENTS = `
import { WHIPClient } from 'whip-whep/whip.js';
import { WHEPClient } from 'whip-whep/whep.js';
async function publish(url) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const context = canvas.getContext('2d');
  setInterval(() => { context.fillStyle = 'hsl(' + performance.now() / 10 + ' 80% 50%)'; context.fillRect(0, 0, 320, 180); }, 33);
  const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  for (const track of canvas.captureStream(30).getTracks()) peer.addTransceiver(track, { direction: 'sendonly' });
  globalThis.client = new WHIPClient();
  await client.publish(peer, url);
}
async function view(url) {
  const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  for (const kind of ['audio', 'video']) peer.addTransceiver(kind, { direction: 'recvonly' });
  globalThis.client = new WHEPClient();
  await client.view(peer, url);
  while (true) {
    const reports = [...(await peer.getStats()).values()];
    const video = reports.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
    if (video?.framesDecoded > 10) return video.framesDecoded;
    await new Promise((next) => setTimeout(next, 100));
  }
}
Object.assign(globalThis, { publish, view });
`;

describe('published clients with the embedded origin', () => {
  const closers = new Closers();
  const { signal } = new AbortController();
  let origin: OriginProcess;

  beforeAll(async () => {
    origin = await startOrigin({
      ...{ enter: HERE, address: '127.0.0.1', port: 0, signal },
      onSecond: () => {},
      onLog: () => {},
      onExit: (error) => {
        throw error;
      },
    });
    closers.add('origin', () => origin.close());
  });
  afterAll(async () => expect(await closers.closeAll(5000)).toEqual([]));

  itLong('publish by WHIP, watch by WHEP and leave', async () => {
    const { outputFiles } = await build({
      stdin: { contents: CLIENTS, resolveDir: import.meta.dirname },
      ...{ bundle: true, write: false, format: 'iife', logLevel: 'silent' },
    });
    const { path: executable } = await findBrowser();
    const base = new URL(origin.whipUrl).origin;
    const { browser, close } = await launchBrowser({ enter: HERE, executable, trustedOrigins: [base], signal });
    closers.add('browser', close);
    const open = async () => {
      const page = await browser.newPage();
      await page.goto(base);
      await page.evaluate(outputFiles?.[0]?.text ?? '');
      return page;
    };
    const [publisher, viewer] = await Promise.all([open(), open()]);
    await publisher.evaluate(`publish(${JSON.stringify(origin.whipUrl)})`);
    expect(await viewer.evaluate(`view(${JSON.stringify(origin.whepUrl)})`)).toBeGreaterThan(10);
    await viewer.evaluate('client.stop()');
    await publisher.evaluate('client.stop()');
    // Left, not lost: the stream is gone at once.
    const again = await fetch(origin.whepUrl, {
      ...{ method: 'POST', headers: { 'content-type': 'application/sdp' }, body: 'v=0' },
    });
    expect([400, 409]).toContain(again.status);
  });
});
