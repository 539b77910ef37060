import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { Closers } from '../../src/lib/closers.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { OutboundRtp } from '../../src/model/recording/w3c-stats.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { AudioSettings, Broadcast, VideoSettings } from '../../src/model/scenario/scenario.ts';
import { findBrowser } from '../../src/participants/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../../src/participants/launch-browser.ts';
import { createPublisher } from '../../src/participants/publisher.ts';
import { createViewer } from '../../src/participants/viewer.ts';
import { prepareTransport } from '../../src/transports/prepare-transport.ts';
import type { OpenTransport } from '../../src/transports/transport.ts';

const HERE = { command: '', args: [] };
const IDEAL: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
const SECONDS = 4;

/** Script that exposes the page's connections to the test. */
const EXPOSE_PEERS = `globalThis.peers = []; globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...args) { super(...args); globalThis.peers.push(this); }
}`;
const statsOf = (type: string, kind: string) => `peers.at(-1).getStats().then((stats) => {
  const all = [...stats.values()];
  const report = all.find((each) => each.type === '${type}' && each.kind === '${kind}');
  return { ...report, mimeType: stats.get(report?.codecId)?.mimeType };
})`;

describe('a broadcast’s settings for its encoder', () => {
  const closers = new Closers();
  const { signal } = new AbortController();
  let lines: RecordLine[] = [];
  const record = (line: RecordLine) => void lines.push(line);
  let server: OpenTransport;
  let publisherBrowser: LaunchedBrowser;
  let viewerBrowser: LaunchedBrowser;

  const launch = async (executable: string) => {
    const launched = await launchBrowser({ enter: HERE, executable, trustedOrigins: [], signal });
    closers.add('browser', () => launched.close());
    const { browser } = launched;
    const newPage = browser.newPage.bind(browser);
    browser.newPage = async (options) => {
      const page = await newPage(options);
      await page.addInitScript(EXPOSE_PEERS);
      return page;
    };
    return launched;
  };
  const inPage = <T>({ browser }: LaunchedBrowser, script: string): Promise<T> => {
    const page = browser.contexts().at(-1)?.pages()[0];
    if (page === undefined) throw new Error('no page');
    return page.evaluate<T>(script);
  };
  const publish = async (broadcast: Broadcast) => {
    lines = [];
    const task = await server.publisher(broadcast);
    const publisher = createPublisher({ browser: publisherBrowser, broadcast, task, record, signal });
    await publisher.open();
    await publisher.publish();
    return publisher;
  };

  beforeAll(async () => {
    const transport = await prepareTransport('local');
    const hosts = {
      ...{ enter: () => HERE, addressOf: () => '127.0.0.1', namespaceOf: () => undefined },
      urlFor: async (_: string, url: string) => url,
    };
    server = await transport.open(hosts, {
      ...{ signal, record, event: () => {} },
      onFailure: (error) => {
        throw error;
      },
    });
    closers.add('origin', () => server.close());
    const { path } = await findBrowser();
    [publisherBrowser, viewerBrowser] = await Promise.all([launch(path), launch(path)]);
  });

  afterAll(async () => expect(await closers.closeAll(5000)).toEqual([]));

  it('take effect: codec, size, frame rate, bitrate, keyframes, content hint, degradation preference, RED and no retransmission', async () => {
    const video: VideoSettings = {
      ...{ codec: 'vp8', width: 320, height: 180, sourceSize: { width: 640, height: 360 }, fps: 15 },
      ...{ bitrateBps: 300_000, keyframeIntervalMs: 1000, contentHint: 'motion', degradation: 'balanced', nack: false },
    };
    const publisher = await publish(broadcastOf(video, { bitrateBps: 24_000, red: true }));
    const task = await server.viewer('here-1');
    const viewer = createViewer({ id: 'here-1', browser: viewerBrowser, task, record, signal });
    await viewer.open();
    expect(await viewer.join()).toBe('joined');
    for (let second = 0; second < SECONDS; second++) {
      await sleep(1000);
      await Promise.all([publisher.sample(), viewer.sample()]);
    }
    const [first, last] = [encoded(lines)[1], encoded(lines).at(-1)];
    if (first === undefined || last === undefined) throw new Error('no statistics of the encoder');
    const seconds = (last.timestamp - first.timestamp) / 1000;
    const rose = (field: 'framesEncoded' | 'keyFramesEncoded' | 'bytesSent') =>
      (last[field] ?? 0) - (first[field] ?? 0);
    expect(last).toMatchObject({ frameWidth: 320, frameHeight: 180 });
    // At most what was requested, plus a frame; how much less depends on the machine.
    expect(rose('framesEncoded')).toBeLessThanOrEqual(15 * seconds + 2);
    expect(rose('framesEncoded')).toBeGreaterThan(5 * seconds);
    expect((rose('bytesSent') * 8) / seconds).toBeLessThan(1.5 * 300_000);
    expect(rose('keyFramesEncoded')).toBeGreaterThanOrEqual(Math.floor(seconds) - 1);

    expect(await inPage(publisherBrowser, `peers[0].getSenders()[0].track.contentHint`)).toBe('motion');
    const parameters = await inPage<{ degradationPreference: string; encodings: object[] }>(
      publisherBrowser,
      `peers[0].getSenders()[0].getParameters()`,
    );
    expect(parameters.degradationPreference).toBe('balanced');
    expect(parameters.encodings[0]).toMatchObject({ maxBitrate: 300_000, maxFramerate: 15 });
    expect(await inPage(publisherBrowser, statsOf('outbound-rtp', 'video'))).toMatchObject({ mimeType: 'video/VP8' });
    // Chromium's statistics report Opus regardless; redundancy shows in the bitrate.
    const [soundFrom, soundTo] = [encoded(lines, 'audio')[1], encoded(lines, 'audio').at(-1)];
    const soundBits = ((soundTo?.bytesSent ?? 0) - (soundFrom?.bytesSent ?? 0)) * 8;
    expect(soundBits / seconds).toBeGreaterThan(1.5 * 24_000);

    // Through the origin to the viewer as well: redundant audio that is heard, and no NACK.
    const heard = await inPage<Record<string, unknown>>(viewerBrowser, statsOf('inbound-rtp', 'audio'));
    expect(Number(heard.totalSamplesReceived)).toBeGreaterThan(0);
    const heardBits = 8 * Number(heard.bytesReceived);
    expect(heardBits / (Number(heard.totalSamplesReceived) / 48_000)).toBeGreaterThan(1.5 * 24_000);
    expect(await inPage(viewerBrowser, `peers[0].remoteDescription.sdp`)).toMatch(/^a=rtpmap:63 red\/48000\/2\r$/m);
    expect(Number(heard.concealedSamples)).toBeLessThan(Number(heard.totalSamplesReceived) / 2);
    for (const browser of [publisherBrowser, viewerBrowser]) {
      const answer = await inPage<string>(browser, `peers[0].remoteDescription.sdp`);
      expect(answer).toMatch(/^a=rtcp-fb:\d+ nack pli\r$/m);
      expect(answer).not.toMatch(/^a=rtcp-fb:\d+ nack\r$|rtx\//m);
    }
    await Promise.all([viewer.close(), publisher.close()]);
  });

  it('take effect on the sound: two channels that arrive different, and next to nothing sent in pauses', async () => {
    const audio: AudioSettings = { bitrateBps: 128_000, channels: 2, dtx: true, fec: false };
    const publisher = await publish(
      broadcastOf({ codec: 'vp8', width: 320, height: 180, fps: 15, bitrateBps: 200_000 }, audio),
    );
    const task = await server.viewer('here-1', audio);
    const viewer = createViewer({ id: 'here-1', browser: viewerBrowser, task, audio, record, signal });
    await viewer.open();
    expect(await viewer.join()).toBe('joined');
    // One pause in four seconds, and two whole ones are wanted.
    for (let second = 0; second < 9; second++) {
      await sleep(1000);
      await Promise.all([publisher.sample(), viewer.sample()]);
    }
    const answer = await inPage<string>(publisherBrowser, `peers.at(-1).remoteDescription.sdp`);
    expect(/^a=fmtp:111 (.*)\r$/m.exec(answer)?.[1]?.split(';').toSorted()).toEqual([
      ...['maxaveragebitrate=128000', 'minptime=10', 'sprop-stereo=1', 'stereo=1', 'usedtx=1', 'useinbandfec=0'],
    ]);
    // 50 packets of 20 ms a second; of a second's pause ten or so, until the encoder is sure of it.
    const sent = encoded(lines, 'audio');
    const [first, last] = [sent[1], sent.at(-1)];
    const seconds = ((last?.timestamp ?? 0) - (first?.timestamp ?? 0)) / 1000;
    const packets = ((last?.packetsSent ?? 0) - (first?.packetsSent ?? 0)) / seconds;
    expect(packets).toBeLessThan(46);
    expect(packets).toBeGreaterThan(35);

    // Heard: sound throughout, pauses included, and both channels for what they are.
    const heard = lines.filter((line) => line.type === 'sound-heard');
    const marks = heard.flatMap(({ mark }) => mark);
    expect(marks.length).toBeGreaterThan(4);
    for (const code of marks) expect(code % 4).not.toBe(3);
    const length = (from: readonly number[] = [], to: readonly number[] = []) =>
      from.reduce((sum, begin, i) => sum + (to[i] ?? Number.NaN) - begin, 0);
    const settled = heard.slice(4);
    const heardMs = settled.reduce((sum, { fromMs, toMs }) => sum + length(fromMs, toMs), 0);
    const stereoMs = settled.reduce((sum, line) => sum + length(line.stereoFromMs, line.stereoToMs), 0);
    expect(stereoMs / heardMs).toBeGreaterThan(0.95);
    const span = settled.flatMap(({ baseMs, fromMs, toMs }) => [...fromMs, ...toMs].map((at) => baseMs + at));
    // A busy machine may hold sound up for a moment; a pause taken for a gap would be a quarter.
    expect(heardMs / (Math.max(...span) - Math.min(...span))).toBeGreaterThan(0.9);
    await Promise.all([viewer.close(), publisher.close()]);
  });

  it('make the encoder use its screen mode when told that detail matters', async () => {
    const video = {
      codec: 'h264',
      width: 640,
      height: 360,
      fps: 30,
      bitrateBps: 500_000,
      contentHint: 'detail',
    } as const;
    const publisher = await publish(broadcastOf(video, { bitrateBps: 64_000 }));
    await sleep(1500);
    expect(await inPage(publisherBrowser, statsOf('outbound-rtp', 'video'))).toMatchObject({
      ...{ mimeType: 'video/H264', contentType: 'screenshare' },
    });
    await publisher.close();
  });
});

function encoded(lines: readonly RecordLine[], wanted: OutboundRtp['kind'] = 'video'): readonly OutboundRtp[] {
  return lines.flatMap((line) =>
    line.type === 'stats' && line.participant === 'publisher'
      ? line.reports.filter((report) => report.type === 'outbound-rtp').filter(({ kind }) => kind === wanted)
      : [],
  );
}

function broadcastOf(video: VideoSettings, audio: AudioSettings): Broadcast {
  return {
    ...{ transport: 'local', source: { type: 'presenter' }, video, audio },
    firstMile: { profile: 'custom', label: 'none', out: IDEAL, back: IDEAL },
  };
}
