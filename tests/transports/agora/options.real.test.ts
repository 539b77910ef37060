import { createHash, X509Certificate } from 'node:crypto';
import agoraToken from 'agora-token';
import { afterEach, beforeAll, describe, expect, onTestFinished, vi } from 'vitest';
import { type AgoraTask, ASK_FOR_TOKEN } from '../../../src/browser/transports/agora/agora-task.ts';
import type { PageTask } from '../../../src/browser/transports/page-task.ts';
import { Closers } from '../../../src/lib/closers.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import type { Broadcast, VideoSettings } from '../../../src/model/scenario/scenario.ts';
import { findBrowser } from '../../../src/participants/find-browser.ts';
import { launchBrowser } from '../../../src/participants/launch-browser.ts';
import { createPublisher } from '../../../src/participants/publisher.ts';
import { createViewer } from '../../../src/participants/viewer.ts';
import { itLong, LONG } from '../../it-long.ts';
import type { DoubleConfig } from './double/messages.ts';
import { type AgoraDouble, APP_CERTIFICATE, APP_ID, DOMAIN, startDouble } from './start-double.ts';

const ADDRESS = '127.0.0.1';
const CHANNEL = 'rehearsal';
const [HOST, VIEWER] = [1001, 2002];
const KEY = 'A-key-that-nobody-may-see-1';
const SALT = Buffer.alloc(32, 7).toString('base64');
const IDEAL: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
const VIDEO: VideoSettings = { codec: 'vp8', width: 640, height: 360, fps: 15, bitrateBps: 600_000 };

interface Show {
  readonly double: AgoraDouble;
  readonly lines: RecordLine[];
  /** Events of the double by one of its users. */
  detailsOf(name: string, uid?: number): readonly Readonly<Record<string, unknown>>[];
  noted(participant: string): readonly Readonly<Record<string, unknown>>[];
  publish(): Promise<void>;
  /** Samples both, as once a second in a take, until the check passes; throws its error after half a minute. */
  sampledUntil(check: () => void): Promise<void>;
  join(): Promise<'joined' | 'failed'>;
  prepare(): Promise<void>;
}

interface ShowOptions {
  readonly task?: Partial<AgoraTask>;
  readonly uids?: readonly [AgoraTask['uid'], AgoraTask['uid']];
  readonly video?: Partial<VideoSettings>;
  readonly config?: Partial<DoubleConfig>;
  /** The double stands for Agora's cloud, under its own names. */
  readonly cloud?: boolean;
}

/** The unmodified SDK in longhaul's own pages, and what of its settings arrives at the double. */
describe.runIf(LONG)('Agora’s settings reach the wire', () => {
  let closers: Closers;
  let executable: string;
  beforeAll(async () => {
    executable = (await findBrowser()).path;
  });
  afterEach(async () => expect(await closers?.closeAll(5000)).toEqual([]));

  itLong('area, encryption, stream, join options and preload', { timeout: 120_000 }, async () => {
    const show = await open({
      task: {
        ...{ area: 'GLOBAL', excludedArea: 'CHINA', encryption: { mode: 'aes-256-gcm2', key: KEY, salt: SALT } },
        ...{ autoSubscribe: true, preload: true, stream: 'high', audienceLatency: 'low' },
        ...{ bitrateMinBps: 100_000, optimizationMode: 'motion', audioProfile: 'high_quality_stereo' },
      },
    });
    await show.prepare();
    const asked = show.detailsOf('ap-answered');
    // Area codes of everything but mainland China.
    expect(asked.map(({ area }) => area)).toEqual(expect.arrayContaining([expect.not.stringMatching(/CN|GLOB/)]));
    const before = show.detailsOf('ap-answered', VIEWER).length;
    expect(before).toBeGreaterThan(0);
    await show.publish();
    expect(await show.join()).toBe('joined');
    // Nothing that was loaded ahead is asked for again.
    expect(show.detailsOf('ap-answered', VIEWER)).toHaveLength(before);
    const [host] = show.detailsOf('join_v3', HOST);
    const [viewer] = show.detailsOf('join_v3', VIEWER);
    for (const joined of [host, viewer]) {
      expect(joined).toMatchObject({ aes_mode: 'aes-256-gcm2', aes_salt: SALT, aes_encrypt: true });
      expect(JSON.stringify(joined)).not.toContain(KEY);
    }
    expect(viewer).toMatchObject({ preSubNum: 1, enableInstantVideo: true, default_video_stream: 0 });
    expect(show.detailsOf('set_client_role', VIEWER)).toEqual(
      expect.arrayContaining([expect.objectContaining({ role: 'audience', level: 1 })]),
    );
    // Sent by itself: nothing was subscribed to.
    expect(show.detailsOf('subscribe', VIEWER)).toEqual([]);
    expect(show.detailsOf('set_video_profile', HOST)).toEqual(
      expect.arrayContaining([expect.objectContaining({ min_bps: 100_000, target_bps: 600_000, width: 640, fps: 15 })]),
    );
    expect(show.detailsOf('set_fallback_option', VIEWER)).toContainEqual({ stream_id: HOST, fallback_type: 0 });
    expect(JSON.stringify(show.lines)).not.toMatch(new RegExp(`${KEY}|${SALT.slice(0, 20)}`));
  });

  itLong('a low stream on demand, and the last-mile probe', { timeout: 120_000 }, async () => {
    const dualStream = { width: 320, height: 180, fps: 10, bitrateBps: 100_000, auto: true } as const;
    const show = await open({ task: { lastmileProbe: true, dualStream, fallback: 'audio-only' } });
    await show.prepare();
    await show.publish();
    expect(await show.join()).toBe('joined');
    await show.sampledUntil(() => {
      for (const participant of ['publisher', 'viewer'])
        expect(show.noted(participant), participant).toContainEqual(
          expect.objectContaining({ what: 'lastmile-probe', state: 'complete', probeQuality: expect.any(Number) }),
        );
    });
    expect(show.detailsOf('set_dual_stream_mode', HOST)).toContainEqual({ mode: -1 });
    const published = () => show.detailsOf('publish', HOST).flatMap(({ streams }) => streams);
    expect(published()).not.toContain('low');
    show.double.order({ type: 'ask-for-low', uid: HOST });
    await show.double.waitFor(
      ({ name, uid, detail }) => name === 'publish' && uid === HOST && String(detail?.streams).includes('low'),
      10_000,
    );
    expect(show.detailsOf('set_fallback_option', VIEWER)).toContainEqual({ stream_id: HOST, fallback_type: 2 });
  });

  itLong('media asked for ahead, by users with texts for ids', { timeout: 120_000 }, async () => {
    const show = await open({ task: { presubscribe: true }, uids: ['shop-host', 'shop-viewer'] });
    await show.publish();
    expect(await show.join()).toBe('joined');
    const users = show.detailsOf('join_v3').map(({ string_uid }) => string_uid);
    expect(users).toEqual(['shop-host', 'shop-viewer']);
    const asked = show.detailsOf('pre_subscribe').map(({ stream_id, stream_type }) => `${stream_id} ${stream_type}`);
    expect(asked.toSorted()).toEqual(['shop-host audio', 'shop-host video']);
    expect(show.detailsOf('set_fallback_option')).toContainEqual({ stream_id: 'shop-host', fallback_type: 0 });
  });

  itLong.each([
    ['udp', 18],
    ['tcp', 20],
  ] as const)('the cloud proxy over %s', { timeout: 120_000 }, async (cloudProxy, service) => {
    const show = await open({ task: { cloudProxy }, cloud: true });
    await show.prepare();
    // The double is no proxy: asking for one, by way of its HTTPS half, is all that it sees.
    const publishing = show.publish().catch(() => {});
    const { detail } = await show.double.waitFor(({ name }) => name === 'ap-answered', 30_000);
    expect(detail).toMatchObject({ isProxied: true, services: expect.arrayContaining([service]) });
    await publishing;
  });

  itLong('layers in VP9', { timeout: 120_000 }, async () => {
    const show = await open({
      video: {
        codec: 'vp9',
        width: 960,
        height: 540,
        scalabilityMode: 'L3T3_KEY',
        bitrateBps: 1_500_000,
        degradation: 'maintain-resolution',
      },
    });
    await show.publish();
    expect(await show.join()).toBe('joined');
    const sent = () =>
      show.lines
        .filter((line) => line.type === 'stats' && line.participant === 'publisher')
        .flatMap((line) => (line.type === 'stats' ? line.reports : []))
        .flatMap((report) => (report.type === 'outbound-rtp' && report.kind === 'video' ? report.scalabilityMode : []));
    // Layers are added as bandwidth is found.
    await show.sampledUntil(() => expect(sent()).toContain('L3T3_KEY'));
  });

  itLong('a subscription that fails while watching is noted, and tried again', { timeout: 120_000 }, async () => {
    // The SDK asks twice for the sound; the third time, a second later, it is given.
    const show = await open({ config: { refusedSounds: 2 } });
    await show.publish();
    expect(await show.join()).toBe('joined');
    await show.sampledUntil(() =>
      expect(show.noted('viewer')).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ what: 'subscribe-failed', kind: 'audio', attempt: 1 }),
          { what: 'subscribed', kind: 'audio', attempt: 2 },
        ]),
      ),
    );
  });

  async function open({ task, uids = [HOST, VIEWER], video, config, cloud = false }: ShowOptions): Promise<Show> {
    closers = new Closers();
    const abort = new AbortController();
    onTestFinished(() => abort.abort(new Error('the test is over')));
    const double = await startDouble({ address: ADDRESS, certificate: APP_CERTIFICATE, ...config });
    closers.add('double', () => double.close());
    const key = new X509Certificate(double.certificate).publicKey.export({ type: 'spki', format: 'der' });
    const cloudNames = ['agora.io', 'sd-rtn.com'].map((name) => `MAP *.${name} ${ADDRESS}:${double.port}`);
    const browser = await launchBrowser({
      ...{ enter: { command: '', args: [] }, executable, trustedOrigins: [], signal: abort.signal },
      flags: [
        `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`,
        `--host-resolver-rules=${[`MAP *.${DOMAIN} ${ADDRESS}`, ...cloudNames].join(',')}`,
      ],
    });
    closers.add('browser', () => browser.close());
    const accessPoint = { servers: [ADDRESS], domain: DOMAIN, port: double.port };
    const pageTask = (uid: AgoraTask['uid'], host?: AgoraTask['uid']): PageTask => {
      const settings: AgoraTask = {
        ...{ appId: APP_ID, channel: CHANNEL, uid, audienceLatency: 'ultra-low', fallback: 'none', ...task },
        ...(host !== undefined && { host }),
        ...(!cloud && { accessPoint }),
      };
      return {
        ...{ transport: 'agora', pageOrigin: 'https://agora.longhaul.invalid', settings, prepares: true },
        answers: { [ASK_FOR_TOKEN]: async () => tokenFor(uid) },
      };
    };
    const lines: RecordLine[] = [];
    const record = (line: RecordLine) => void lines.push(line);
    const broadcast: Broadcast = {
      ...{ transport: 'local', source: { type: 'presenter' }, audio: { bitrateBps: 64_000 } },
      video: { ...VIDEO, ...video },
      firstMile: { profile: 'custom', label: 'ideal', out: IDEAL, back: IDEAL },
    };
    const common = { browser, record, signal: abort.signal };
    const publisher = createPublisher({ ...common, broadcast, task: pageTask(uids[0]) });
    const viewer = createViewer({ ...common, id: 'viewer', task: pageTask(uids[1], uids[0]) });
    closers.add('participants', async () => void (await Promise.all([publisher.close(), viewer.close()])));
    let opened: Promise<unknown> | undefined;
    const prepare = async () => {
      opened ??= Promise.all([publisher.open(), viewer.open()]);
      await opened;
    };
    return {
      ...{ double, lines, prepare },
      detailsOf: (name, uid) =>
        double
          .eventsNamed(name)
          .filter((event) => uid === undefined || event.uid === uid)
          .map(({ detail }) => detail ?? {}),
      noted: (participant) =>
        lines.flatMap((line) =>
          line.type === 'event' && line.source === participant && line.name === 'transport' ? [line.detail ?? {}] : [],
        ),
      publish: async () => {
        await prepare();
        await publisher.publish();
      },
      join: () => viewer.join(),
      sampledUntil: (check) =>
        vi.waitFor(
          async () => {
            await Promise.all([publisher.sample(), viewer.sample()]);
            check();
          },
          { timeout: 30_000, interval: 1000 },
        ),
    };
  }
});

function tokenFor(uid: AgoraTask['uid']): string {
  const { RtcTokenBuilder, RtcRole } = agoraToken;
  return typeof uid === 'string'
    ? RtcTokenBuilder.buildTokenWithUserAccount(APP_ID, APP_CERTIFICATE, CHANNEL, uid, RtcRole.PUBLISHER, 600, 600)
    : RtcTokenBuilder.buildTokenWithUid(APP_ID, APP_CERTIFICATE, CHANNEL, uid, RtcRole.PUBLISHER, 600, 600);
}
