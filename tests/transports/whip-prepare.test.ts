import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PageTask } from '../../src/browser/transports/page-task.ts';
import { problemPart } from '../../src/commands/messages/input-phrases.ts';
import { InputError } from '../../src/lib/errors.ts';
import type { WhipSettings } from '../../src/model/scenario/whip-settings.ts';
import { summariseScenario } from '../../src/result/summarise-scenario.ts';
import { prepareTransport } from '../../src/transports/prepare-transport.ts';
import type { Hosts } from '../../src/transports/transport.ts';
import { loadText, RIGHT } from '../scenario/load-text.ts';
import { makeCertificate } from './agora/double/certificate.ts';

/** TEST-NET-3: on the internet, but nobody's. */
const PUBLISH = 'https://203.0.113.5/whip/live?app=a';
const WATCH = 'http://192.168.7.7:8889/live/whep';
const VARIABLE = 'LONGHAUL_TEST_BEARER';

const hosts = {} as Hosts;
const prepare = (whip: WhipSettings) => prepareTransport({ whip });
const open = async (whip: WhipSettings) =>
  (await prepare(whip)).open(hosts, {
    ...{ signal: new AbortController().signal, record: () => {}, event: () => {}, onFailure: () => {} },
  });
const problemsOf = (whip: WhipSettings) =>
  prepare(whip).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      return error.problems;
    },
  );
const broadcast = async () => (await loadText(RIGHT)).scenario.broadcast;

describe('a WHIP and WHEP server elsewhere', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is published to and watched at its address, with each page on its origin and each endpoint’s token', async () => {
    vi.stubEnv(VARIABLE, ' token-1\n');
    const folder = await mkdtemp(join(tmpdir(), 'longhaul-secret-'));
    const file = join(folder, 'token');
    await writeFile(file, 'token-2\n');
    const opened = await open({ publish: PUBLISH, watch: WATCH, bearer: { env: VARIABLE }, watchBearer: { file } });
    await rm(folder, { recursive: true });
    expect(await opened.publisher(await broadcast())).toEqual({
      transport: 'whip',
      pageOrigin: 'https://203.0.113.5',
      settings: { url: PUBLISH, bearer: 'token-1' },
      hidden: ['token-1'],
    } satisfies PageTask);
    expect(await opened.viewer('sea-sg-1')).toEqual({
      transport: 'whip',
      pageOrigin: 'http://192.168.7.7:8889',
      settings: { url: WATCH, bearer: 'token-2' },
      hidden: ['token-2'],
    } satisfies PageTask);
  });

  it('gets STUN and TURN servers with their secrets, which only the pages see', async () => {
    vi.stubEnv(VARIABLE, ' turn-password\n');
    const settings: WhipSettings = {
      publish: PUBLISH,
      iceServers: [
        { urls: ['stun:203.0.113.6'] },
        {
          urls: ['turn:203.0.113.6:3478', 'turns:203.0.113.6?transport=tcp'],
          ...{ username: 'guest', credential: { env: VARIABLE } },
        },
      ],
      iceTransportPolicy: 'relay',
    };
    const task = await (await open(settings)).publisher(await broadcast());
    expect(task.settings).toEqual({
      url: PUBLISH,
      iceServers: [
        { urls: ['stun:203.0.113.6'] },
        {
          urls: ['turn:203.0.113.6:3478', 'turns:203.0.113.6?transport=tcp'],
          ...{ username: 'guest', credential: 'turn-password' },
        },
      ],
      iceTransportPolicy: 'relay',
    });
    expect(task.hidden).toEqual(['turn-password']);
    const { scenario } = await loadText(RIGHT);
    const summary = summariseScenario({
      ...scenario,
      broadcast: { ...scenario.broadcast, transport: { whip: settings } },
    });
    expect(JSON.stringify(summary)).toContain('turn:203.0.113.6:3478');
    expect(JSON.stringify(summary)).not.toContain('turn-password');
  });

  it('lets participants reach a TURN server of the local network', async () => {
    vi.stubEnv(VARIABLE, 'turn-password');
    const turn = { username: 'guest', credential: { env: VARIABLE } };
    const at = async (host: string) =>
      (await prepare({ publish: PUBLISH, iceServers: [{ urls: [`turn:${host}`], ...turn }] })).internet;
    expect([await at('203.0.113.6'), await at('192.168.7.7')]).toEqual(['without-lan', 'with-lan']);
  });

  it('is refused with a TURN server that participants cannot reach, or a password that is not there', async () => {
    vi.stubEnv(VARIABLE, '');
    const turn = { username: 'guest', credential: { env: VARIABLE } };
    const [missing] = await problemsOf({ publish: PUBLISH, iceServers: [{ urls: ['turn:203.0.113.6'], ...turn }] });
    expect(missing).toMatchObject({ path: 'broadcast.transport.whip.iceServers[0].credential' });
    const [loopback] = await problemsOf({ publish: PUBLISH, iceServers: [{ urls: ['turn:127.0.0.1'], ...turn }] });
    expect(loopback).toMatchObject({ path: 'broadcast.transport.whip.iceServers[0].urls' });
  });

  it('may have a certificate that is to be trusted here only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'longhaul-trust-'));
    const file = join(folder, 'cert.pem');
    await writeFile(file, (await makeCertificate('media.test')).cert);
    const { browserFlags } = await prepare({ publish: PUBLISH, trust: { file } });
    await rm(folder, { recursive: true });
    expect(browserFlags).toEqual([expect.stringMatching(/^--ignore-certificate-errors-spki-list=[A-Za-z0-9+/]{43}=$/)]);
    expect(await problemsOf({ publish: PUBLISH, trust: { file } })).toMatchObject([
      {
        path: 'broadcast.transport.whip.trust.file',
        expected: 'a certificate that can be read',
        got: `ENOENT: ${file}`,
      },
    ]);
  });

  it('gets one token for both endpoints, or none', async () => {
    vi.stubEnv(VARIABLE, 'token-1');
    const both = await open({ publish: PUBLISH, watch: WATCH, bearer: { env: VARIABLE } });
    expect((await both.viewer('v')).settings).toEqual({ url: WATCH, bearer: 'token-1' });
    expect((await (await open({ watch: WATCH })).viewer('v')).settings).toEqual({ url: WATCH });
  });

  it('needs the internet, the local network only if the server is in it, and trust for plain http', async () => {
    expect(await prepare({ publish: PUBLISH })).toMatchObject({
      internet: 'without-lan',
      publishes: true,
      watches: false,
    });
    const local = await prepare({ watch: WATCH });
    expect(local).toMatchObject({ internet: 'with-lan', publishes: false, watches: true });
    expect(local.trustedOrigins(hosts)).toEqual(['http://192.168.7.7:8889']);
    expect((await prepare({ publish: PUBLISH })).trustedOrigins(hosts)).toEqual([]);
  });

  it('on the internet is not contacted by plain http', async () => {
    expect(await problemsOf({ publish: 'http://203.0.113.5/whip' })).toEqual([
      {
        where: 'scenario',
        path: 'broadcast.transport.whip.publish',
        expected: 'https, since the server is on the internet (http is for servers of the local network)',
        got: 'http://203.0.113.5/whip',
      },
    ]);
  });

  it('is bad input if no name server knows it, or if each participant would find itself there', async () => {
    const [unknown] = await problemsOf({ watch: 'https://nobody.invalid/whep' }).catch((error: Error) => [
      // If no name server answers at all, the message says that instead.
      { path: 'broadcast.transport.whip.watch', expected: error.message },
    ]);
    expect(unknown).toMatchObject({ path: 'broadcast.transport.whip.watch' });
    const [loopback] = await problemsOf({ watch: 'https://127.0.0.1/whep' });
    expect(loopback?.expected).toContain('an address that participants reach');
  });

  it('is bad input without the token that the scenario asks for, naming where it was looked for', async () => {
    const [missing] = await problemsOf({ publish: PUBLISH, bearer: { env: VARIABLE } });
    expect(missing).toMatchObject({
      path: 'broadcast.transport.whip.bearer',
      expected: `the environment variable ${VARIABLE} to hold a token`,
      got: 'it is not set',
    });
    const [unreadable] = await problemsOf({ watch: WATCH, watchBearer: { file: '/nowhere/token' } });
    expect(unreadable).toMatchObject({ path: 'broadcast.transport.whip.watchBearer', got: 'no such file' });
    const [folder] = await problemsOf({ watch: WATCH, watchBearer: { file: '/tmp' } });
    expect(folder).toMatchObject({ got: 'a folder' });
    vi.stubEnv(VARIABLE, ' ');
    const [blank] = await problemsOf({ publish: PUBLISH, bearer: { env: VARIABLE } });
    expect(blank).toMatchObject({ got: 'it is empty' });
    for (const got of ['no such file', 'a folder', 'it is empty', 'it is not set', 'a link to itself'])
      expect(problemPart(got).zh).toMatch(/^\p{Script=Han}+$/u);
  });

  it('keeps its token out of the scenario, and thus of recordings and results', async () => {
    vi.stubEnv(VARIABLE, 'token-1');
    const text = RIGHT.replace(
      'transport: local',
      `transport: {whip: {publish: "${PUBLISH}", watch: "${WATCH}", bearer: {env: ${VARIABLE}}, watchBearer: {file: token}}}`,
    );
    const { scenario } = await loadText(text);
    expect(scenario.broadcast.transport).toMatchObject({
      whip: { publish: PUBLISH, watch: WATCH, bearer: { env: VARIABLE } },
    });
    expect(JSON.stringify(scenario.broadcast.transport)).toMatch(/"file":"\/.*\/token"/);
    expect(JSON.stringify([scenario, summariseScenario(scenario)])).not.toContain('token-1');
  });

  it('with a stream key in its path stays secret, in errors and in recordings', async () => {
    const secret = `${PUBLISH}&key=tip-top-secret`;
    vi.stubEnv(VARIABLE, ` ${secret}\n`);
    const { scenario } = await loadText(
      RIGHT.replace('local', `{whip: {publish: {env: ${VARIABLE}}, watch: "${WATCH}"}}`),
    );
    expect(scenario.broadcast.transport).toEqual({ whip: { publish: { env: VARIABLE }, watch: WATCH } });
    expect(JSON.stringify([scenario, summariseScenario(scenario)])).not.toContain('tip-top-secret');
    const opened = await open({ publish: { env: VARIABLE }, watch: WATCH });
    const task = await opened.publisher(await broadcast());
    expect(task.settings).toEqual({ url: secret, isSecret: true });
    // Chromium quotes addresses of requests that it refuses to make.
    for (const part of [new URL(secret).pathname, new URL(secret).search, 'tip-top-secret'])
      expect(task.hidden).toContain(part);
    expect((await opened.viewer('v')).settings).toEqual({ url: WATCH });

    vi.stubEnv(VARIABLE, 'http://203.0.113.5/whip/tip-top-secret');
    expect(await problemsOf({ publish: { env: VARIABLE } })).toMatchObject([{ got: 'http://203.0.113.5' }]);
    for (const unusable of [
      'tip-top-secret',
      'https://localhost/tip-top-secret',
      'https://a:b@203.0.113.5/tip-top-secret',
    ]) {
      vi.stubEnv(VARIABLE, unusable);
      const [problem] = await problemsOf({ publish: { env: VARIABLE } });
      expect(problem).toMatchObject({
        path: 'broadcast.transport.whip.publish',
        got: 'something else, which is not shown',
      });
      expect(problem?.expected).toMatch(new RegExp(`^the environment variable ${VARIABLE} to hold an`));
      expect(JSON.stringify(problem)).not.toContain('tip-top-secret');
    }
  });

  it('is rejected with the reason, or with the ways to specify it', async () => {
    const refused = (publish: string) => loadText(RIGHT.replace('local', `{whip: {publish: ${publish}}}`));
    await expect(refused('"https://localhost/whip"')).rejects.toThrow(/loopback is each viewer’s own/);
    await expect(refused('"ftp://x"')).rejects.toThrow(/a URL such as https:/);
    await expect(refused('7')).rejects.toThrow(/\{env: NAME\} or \{file: path\}/);
    await expect(refused('{url: "https://x"}')).rejects.toThrow(/\{env: NAME\} or \{file: path\}/);
  });
});
