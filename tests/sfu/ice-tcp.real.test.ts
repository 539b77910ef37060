import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { which } from '../../src/lib/processes.ts';
import { type OriginProcess, startOrigin } from '../../src/sfu/process/start-origin.ts';

const LIMIT_MS = 15_000;
const pageCode = readFileSync(new URL('page.js', import.meta.url), 'utf8');

/** Leaves only the TCP candidates of an answer, as where UDP is blocked; run in the page. */
const TCP_ONLY = `globalThis.tcpOnly = (sdp) => sdp.replace(/^a=candidate:\\d+ 1 udp .*\\r\\n/gm, '');
  const setRemote = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    return setRemote.call(this, { type, sdp: tcpOnly(sdp) });
  };
  globalThis.wayOf = async (pc) => {
    const reports = await pc.getStats();
    const all = [...reports.values()];
    const { selectedCandidatePairId } = all.find(({ type }) => type === 'transport');
    const pair = reports.get(selectedCandidatePairId);
    const [local, remote] = [reports.get(pair.localCandidateId), reports.get(pair.remoteCandidateId)];
    return { protocol: local.protocol, tcpType: local.tcpType, remoteUfrag: remote.usernameFragment };
  };
  globalThis.restartIce = async (pc, location) => {
    await pc.setLocalDescription(await pc.createOffer({ iceRestart: true }));
    const body = pc.localDescription.sdp.match(/^(m=|a=(mid|ice-ufrag|ice-pwd):).*$/gm).slice(0, 4).join('\\r\\n') + '\\r\\n';
    const headers = { 'content-type': 'application/trickle-ice-sdpfrag', 'if-match': '*' };
    const response = await fetch(location, { method: 'PATCH', headers, body });
    const fragment = await response.text();
    const own = (name) => fragment.match(new RegExp('^a=' + name + ':(.*)$', 'm'))[1].trim();
    const sdp = pc.remoteDescription.sdp
      .replace(/^a=ice-ufrag:.*$/gm, 'a=ice-ufrag:' + own('ice-ufrag'))
      .replace(/^a=ice-pwd:.*$/gm, 'a=ice-pwd:' + own('ice-pwd'));
    await pc.setRemoteDescription({ type: 'answer', sdp });
    return { status: response.status, ufrag: own('ice-ufrag') };
  };`;

describe('ICE-TCP of the origin (RFC 6544) with Chromium', () => {
  let origin: OriginProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    origin = await startOrigin({
      ...{ enter: { command: '', args: [] }, address: '127.0.0.1', port: 0, iceTcp: true },
      ...{ signal: new AbortController().signal, onSecond: () => {}, onLog: () => {} },
      onExit: (error) => {
        throw error;
      },
    });
    const executablePath = await which('chromium-headless-shell', 'chromium', 'google-chrome');
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
        '--allow-loopback-in-peer-connection',
      ],
    });
    page = await browser.newPage();
    await page.goto(new URL('/', origin.whipUrl).href);
    await page.addScriptTag({ content: `${pageCode}\n${TCP_ONLY}` });
  });

  afterAll(async () => {
    await browser?.close();
    await origin?.close();
  });

  it('carries a stream from a publisher to a viewer over TCP alone, and goes on after an ICE restart of either', async () => {
    const seen = (await page.evaluate(`(async () => {
      const publisher = await publish('${origin.whipUrl}?startKbps=800', 'vp8');
      const viewer = await watch('${origin.whepUrl}?viewer=hotel');
      const decoded = (s) => s['inbound-rtp:video']?.framesDecoded ?? 0;
      const first = await until(viewer.pc, (s) => decoded(s) >= 30, ${LIMIT_MS});
      const ways = [await wayOf(publisher.pc), await wayOf(viewer.pc)];
      const restarts = [];
      for (const { pc, location } of [viewer, publisher]) {
        const restart = await restartIce(pc, location);
        while ((await wayOf(pc)).remoteUfrag !== restart.ufrag) await new Promise((next) => setTimeout(next, 50));
        const before = decoded(await stats(viewer.pc));
        await until(viewer.pc, (s) => decoded(s) >= before + 30, ${LIMIT_MS});
        restarts.push(restart.status);
      }
      const { packetsLost } = (await stats(viewer.pc))['inbound-rtp:video'];
      publisher.stop();
      viewer.stop();
      return { ways, restarts, packetsLost, states: [publisher.pc.connectionState, viewer.pc.connectionState] };
    })()`)) as { ways: unknown[]; restarts: number[]; packetsLost: number };
    expect(seen.ways).toEqual([
      expect.objectContaining({ protocol: 'tcp', tcpType: 'active' }),
      expect.objectContaining({ protocol: 'tcp', tcpType: 'active' }),
    ]);
    expect(seen.restarts).toEqual([200, 200]);
    expect(seen.packetsLost).toBe(0);
  });
});
