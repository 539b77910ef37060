import { createHash, X509Certificate } from 'node:crypto';
import agoraToken from 'agora-token';
import { afterEach, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { type AgoraTask, ASK_FOR_TOKEN } from '../../../src/browser/transports/agora/agora-task.ts';
import type { PageTask } from '../../../src/browser/transports/page-task.ts';
import { Closers } from '../../../src/lib/closers.ts';
import { CannotMeasureError } from '../../../src/lib/errors.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import type { Broadcast } from '../../../src/model/scenario/scenario.ts';
import { findBrowser } from '../../../src/participants/find-browser.ts';
import { launchBrowser } from '../../../src/participants/launch-browser.ts';
import { createPublisher } from '../../../src/participants/publisher.ts';
import { itLong, LONG } from '../../it-long.ts';
import type { DoubleConfig } from './double/messages.ts';
import { APP_CERTIFICATE, APP_ID, DOMAIN, startDouble } from './start-double.ts';

const ADDRESS = '127.0.0.1';
const CHANNEL = 'rehearsal';
const UID = 1001;
const IDEAL: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
const BROADCAST: Broadcast = {
  transport: 'local',
  source: { type: 'presenter' },
  video: { codec: 'h264', width: 320, height: 180, fps: 10, bitrateBps: 200_000 },
  audio: { bitrateBps: 64_000 },
  firstMile: { profile: 'custom', label: 'ideal', out: IDEAL, back: IDEAL },
};

interface Trouble {
  readonly what: string;
  readonly double?: Partial<DoubleConfig>;
  readonly appId?: string;
  readonly token?: () => string;
  readonly said: RegExp;
}

const tokenFor = (seconds: number, certificate = APP_CERTIFICATE) =>
  agoraToken.RtcTokenBuilder.buildTokenWithUid(APP_ID, certificate, CHANNEL, UID, 1, seconds, seconds);
const TROUBLES: readonly Trouble[] = [
  { what: 'a wrong app ID', appId: '0'.repeat(32), said: /Agora knows no such app ID/ },
  { what: 'an expired token', token: () => tokenFor(0), said: /the token has expired/ },
  { what: 'the token of another app', token: () => tokenFor(600, '0'.repeat(32)), said: /Agora refuses the token/ },
  { what: 'a full channel', double: { maxUsers: 0 }, said: /the channel is full/ },
  { what: 'no way to the edge', double: { deadEnd: 'gateway' }, said: /no route to the edge/ },
  { what: 'no way for UDP', double: { deadEnd: 'media' }, said: /UDP is blocked between here and the edge/ },
];

/** The unmodified SDK, in longhaul's own page, with a double that refuses. */
describe.runIf(LONG)('Agora’s refusals are reported in plain words', () => {
  let closers: Closers;
  let executable: string;
  beforeAll(async () => {
    executable = (await findBrowser()).path;
  });
  afterEach(async () => expect(await closers?.closeAll(5000)).toEqual([]));

  itLong.each(TROUBLES)('$what', { timeout: 90_000 }, async ({ double: config, appId = APP_ID, token, said }) => {
    closers = new Closers();
    const abort = new AbortController();
    onTestFinished(() => abort.abort(new Error('the test is over')));
    const double = await startDouble({ address: ADDRESS, certificate: APP_CERTIFICATE, ...config });
    closers.add('double', () => double.close());
    const key = new X509Certificate(double.certificate).publicKey.export({ type: 'spki', format: 'der' });
    const browser = await launchBrowser({
      ...{ enter: { command: '', args: [] }, executable, trustedOrigins: [], signal: abort.signal },
      flags: [
        `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`,
        `--host-resolver-rules=MAP *.${DOMAIN} ${ADDRESS}`,
      ],
    });
    closers.add('browser', () => browser.close());
    const settings: AgoraTask = {
      ...{ appId, channel: CHANNEL, uid: UID, audienceLatency: 'low', fallback: 'none' },
      accessPoint: { servers: [ADDRESS], domain: DOMAIN, port: double.port },
    };
    const secret = (token ?? (() => tokenFor(600)))();
    const task: PageTask = {
      ...{ transport: 'agora', pageOrigin: 'https://agora.longhaul.invalid', settings },
      answers: { [ASK_FOR_TOKEN]: async () => secret },
    };
    const publisher = createPublisher({ browser, broadcast: BROADCAST, task, record: () => {}, signal: abort.signal });
    await publisher.open();
    const begunMs = performance.now();
    const trouble = await publisher.publish().catch((error: unknown) => error);
    console.info(`${((performance.now() - begunMs) / 1000).toFixed(1)} s: ${String(trouble)}`);
    expect(trouble).toBeInstanceOf(CannotMeasureError);
    expect(String(trouble)).toMatch(said);
    expect(String(trouble)).not.toContain(secret);
    await publisher.close();
  });
});
