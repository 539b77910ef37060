import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgoraTask, ASK_FOR_TOKEN } from '../../../src/browser/transports/agora/agora-task.ts';
import type { AgoraSettings } from '../../../src/model/scenario/agora-settings.ts';
import type { Broadcast } from '../../../src/model/scenario/scenario.ts';
import { agora } from '../../../src/transports/agora.ts';
import type { OpenTransportOptions, PreparedTransport } from '../../../src/transports/transport.ts';
import { makeCertificate } from './double/certificate.ts';
import { checkToken } from './double/check-token.ts';
import { APP_CERTIFICATE, APP_ID, DOMAIN } from './start-double.ts';

const TRUST = join(tmpdir(), `longhaul-trust-${process.pid}.pem`);
const settings = (more: Partial<AgoraSettings> = {}): AgoraSettings => ({
  ...{ appId: APP_ID, channel: 'rehearsal', tokenLifetimeS: 60, certificate: { env: 'TEST_AGORA_CERTIFICATE' } },
  ...{ audienceLatency: 'ultra-low', fallback: 'none', publish: 'own' },
  accessPoint: { servers: ['198.51.100.10'], domain: DOMAIN, port: 443, address: '198.51.100.10' },
  ...more,
});
/** Opens it without hosts: everything is elsewhere. */
const open = async (prepared: PreparedTransport) => prepared.open({} as never, {} as OpenTransportOptions);

describe('Agora, before anything starts', () => {
  beforeAll(async () => {
    process.env.TEST_AGORA_CERTIFICATE = APP_CERTIFICATE;
    writeFileSync(TRUST, (await makeCertificate(DOMAIN)).cert);
  });
  afterAll(() => void delete process.env.TEST_AGORA_CERTIFICATE);

  it('assigns each participant a uid and a token of its own, and viewers the host’s uid', async () => {
    const opened = await open(await agora.prepare(settings()));
    const host = await opened.publisher({} as Broadcast);
    const viewers = [await opened.viewer('a-1'), await opened.viewer('a-2')];
    const tasks = [host, ...viewers].map((task) => task.settings as AgoraTask);
    expect(new Set(tasks.map(({ uid }) => uid)).size).toBe(3);
    expect(tasks.map((task) => task.host)).toEqual([undefined, tasks[0]?.uid, tasks[0]?.uid]);
    for (const [n, task] of [host, ...viewers].entries()) {
      const token = String(await task.answers?.[ASK_FOR_TOKEN]?.());
      const expected = { appId: APP_ID, certificate: APP_CERTIFICATE, channel: 'rehearsal', uid: tasks[n]?.uid ?? 0 };
      expect(checkToken(token, expected, Date.now()).outcome).toBe('good');
      expect(JSON.stringify(task.settings)).not.toContain(APP_CERTIFICATE);
    }
  });

  it('tells another attempt to join, which the scenario’s own token serves too, from a renewal', async () => {
    const file = join(tmpdir(), `longhaul-token-${process.pid}-prepare`);
    writeFileSync(file, '007eJxTYAAAAAAAAAAAAAAA=\n');
    const { certificate: _, ...rest } = settings({ token: { file } });
    const host = await (await open(await agora.prepare(rest))).publisher({} as Broadcast);
    const ask = async (purpose: string) => host.answers?.[ASK_FOR_TOKEN]?.(purpose);
    expect([await ask('join'), await ask('join')]).toEqual(Array(2).fill('007eJxTYAAAAAAAAAAAAAAA='));
    await expect(ask('renew')).rejects.toThrow(/cannot be renewed/);
  });

  it('gives users texts for ids, with tokens for them, where the channel has texts', async () => {
    const opened = await open(await agora.prepare(settings({ uids: 'string' })));
    const host = await opened.publisher({} as Broadcast);
    const viewer = await opened.viewer('a-1');
    const { uid } = host.settings as AgoraTask;
    expect(uid).toMatch(/^longhaul-\d+$/);
    expect((viewer.settings as AgoraTask).host).toBe(uid);
    const expected = { appId: APP_ID, certificate: APP_CERTIFICATE, channel: 'rehearsal', uid };
    expect(checkToken(String(await host.answers?.[ASK_FOR_TOKEN]?.()), expected, Date.now()).outcome).toBe('good');
  });

  it('hands each side what is its affair, and the encryption to both', async () => {
    Object.assign(process.env, { TEST_AGORA_KEY: 'A-key-1', TEST_AGORA_SALT: Buffer.alloc(32, 1).toString('base64') });
    const encryption = {
      mode: 'aes-128-gcm2',
      ...{ key: { env: 'TEST_AGORA_KEY' }, salt: { env: 'TEST_AGORA_SALT' } },
    } as const;
    const asked = {
      encryption,
      preload: true,
      stream: 'low',
      bitrateMinBps: 1000,
      optimizationMode: 'detail',
      minDownscale: { width: 640, height: 360 },
    } as const;
    const opened = await open(await agora.prepare(settings(asked)));
    const [host, viewer] = [await opened.publisher({} as Broadcast), await opened.viewer('a-1')];
    expect([host.prepares, viewer.prepares]).toEqual([undefined, true]);
    expect(host.settings).toMatchObject({
      ...{ bitrateMinBps: 1000, optimizationMode: 'detail', minDownscale: { width: 640, height: 360 } },
    });
    expect(host.settings).not.toHaveProperty('preload');
    expect(viewer.settings).toMatchObject({ preload: true, stream: 'low' });
    expect(viewer.settings).not.toHaveProperty('bitrateMinBps');
    for (const { settings: page } of [host, viewer])
      expect((page as AgoraTask).encryption).toEqual({
        ...{ mode: 'aes-128-gcm2', key: 'A-key-1', salt: process.env.TEST_AGORA_SALT },
      });
  });

  it.each([
    ['a key too long', 'x'.repeat(63), Buffer.alloc(32).toString('base64'), /at most 62/],
    ['a salt too short', 'A-key-1', Buffer.alloc(31).toString('base64'), /32 bytes in base64/],
  ])('%s is bad input, and is not shown', async (_, key, salt, words) => {
    Object.assign(process.env, { TEST_AGORA_KEY: key, TEST_AGORA_SALT: salt });
    const encryption = {
      mode: 'aes-128-gcm2',
      ...{ key: { env: 'TEST_AGORA_KEY' }, salt: { env: 'TEST_AGORA_SALT' } },
    } as const;
    const error = await agora.prepare(settings({ encryption })).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(words);
    for (const secret of [key, salt]) expect(String(error)).not.toContain(secret);
  });

  it('publishes nothing if somebody else hosts the channel, and watches the given host', async () => {
    const prepared = await agora.prepare(settings({ publish: 'none', host: 77 }));
    expect([prepared.publishes, prepared.watches]).toEqual([false, true]);
    const task = (await (await open(prepared)).viewer('a-1')).settings as AgoraTask;
    expect(task.host).toBe(77);
  });

  it('tells browsers where a private deployment is, and which key to trust', async () => {
    const accessPoint = { ...settings().accessPoint, trust: { file: TRUST } } as AgoraSettings['accessPoint'];
    const { browserFlags, internet } = await agora.prepare(settings({ ...(accessPoint && { accessPoint }) }));
    expect(browserFlags).toEqual([
      `--host-resolver-rules=MAP *.${DOMAIN} 198.51.100.10`,
      expect.stringMatching(/^--ignore-certificate-errors-spki-list=[A-Za-z0-9+/]{43}=$/),
    ]);
    expect(internet).toBe('without-lan');
  });

  it('needs the local network if the deployment is in it', async () => {
    const accessPoint = { servers: ['10.0.0.5'], domain: DOMAIN, port: 443 };
    expect((await agora.prepare(settings({ accessPoint }))).internet).toBe('with-lan');
  });

  it.each([
    ['loopback', { address: '127.0.0.1' }, /an address that participants reach/],
    ['a certificate that is not there', { trust: { file: '/nowhere.pem' } }, /ENOENT/],
    ['a certificate that is none', { trust: { file: import.meta.filename } }, /a certificate \(PEM\)/],
  ])('%s is bad input', async (_, more, words) => {
    const accessPoint = { servers: ['198.51.100.10'], domain: DOMAIN, port: 443, address: '198.51.100.10', ...more };
    await expect(agora.prepare(settings({ accessPoint }))).rejects.toThrow(words);
  });

  it('a variable without the app ID is bad input', async () =>
    expect(agora.prepare(settings({ appId: { env: 'TEST_AGORA_NOT_SET' } }))).rejects.toThrow(/TEST_AGORA_NOT_SET/));
});
