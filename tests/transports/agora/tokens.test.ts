import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AgoraSettings } from '../../../src/model/scenario/agora-settings.ts';
import { createTokenSource } from '../../../src/transports/agora-tokens.ts';
import { checkToken } from './double/check-token.ts';
import { APP_CERTIFICATE, APP_ID } from './start-double.ts';

const PATH = 'broadcast.transport.agora';
const settings = (ways: Partial<AgoraSettings>): AgoraSettings => ({
  ...{ appId: APP_ID, channel: 'rehearsal', tokenLifetimeS: 60 },
  ...{ audienceLatency: 'ultra-low', fallback: 'none', publish: 'own' },
  ...ways,
});
const expectations = { appId: APP_ID, certificate: APP_CERTIFICATE, channel: 'rehearsal', uid: 7 };

describe('Agora tokens', () => {
  afterEach(() => void delete process.env.TEST_AGORA_SECRET);

  it('are built with the certificate, for one user, channel and lifetime', async () => {
    process.env.TEST_AGORA_SECRET = APP_CERTIFICATE;
    const token = await createTokenSource(settings({ certificate: { env: 'TEST_AGORA_SECRET' } }), APP_ID, PATH);
    const created = (await token({ uid: 7, role: 'audience' })) ?? '';
    const nowMs = Date.now();
    const check = checkToken(created, expectations, nowMs);
    expect(check.outcome).toBe('good');
    if (check.outcome === 'good') expect(Math.abs(check.expiresMs - nowMs - 60_000)).toBeLessThan(2000);
    expect(checkToken(created, expectations, nowMs + 61_000).outcome).toBe('expired');
    for (const other of [{ uid: 8 }, { channel: 'another' }, { certificate: APP_ID }, { appId: APP_CERTIFICATE }])
      expect(checkToken(created, { ...expectations, ...other }, nowMs).outcome).toBe('wrong');
  });

  it('come from the user’s command, which is told who they are for', async () => {
    const tokenCommand = 'printf 007%s_%s_%s_0123456789abcdef "$LONGHAUL_CHANNEL" "$LONGHAUL_UID" "$LONGHAUL_ROLE"';
    const token = await createTokenSource(settings({ tokenCommand }), APP_ID, PATH);
    expect(await token({ uid: 7, role: 'host' })).toBe('007rehearsal_7_host_0123456789abcdef');
    expect(await token({ uid: 8, role: 'audience' })).toBe('007rehearsal_8_audience_0123456789abcdef');
  });

  it.each([
    ['a command that fails', 'echo 007secretsecretsecret >&2; exit 4', /ended with 4; run it by hand/],
    ['a command that prints something else', 'echo secretsecret', /begins with 007; got other output/],
  ])('are not shown in an error: %s is bad input', async (_, tokenCommand, words) => {
    const token = await createTokenSource(settings({ tokenCommand }), APP_ID, PATH);
    const error = await token({ uid: 7, role: 'host' }).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(words);
    expect(String(error)).not.toMatch(/secretsecret/);
  });

  it('from a file serve every user and every attempt to join, and are not renewed', async () => {
    const file = join(tmpdir(), `longhaul-token-${process.pid}`);
    writeFileSync(file, '007eJxTYAAAAAAAAAAAAAAA=\n');
    const token = await createTokenSource(settings({ token: { file } }), APP_ID, PATH);
    expect(await token({ uid: 7, role: 'host' })).toBe('007eJxTYAAAAAAAAAAAAAAA=');
    expect(await token({ uid: 8, role: 'audience' })).toBe('007eJxTYAAAAAAAAAAAAAAA=');
    expect(await token({ uid: 7, role: 'host' }, 'join')).toBe('007eJxTYAAAAAAAAAAAAAAA=');
    await expect(token({ uid: 7, role: 'host' }, 'renew')).rejects.toThrow(/cannot be renewed/);
  });

  it('are not needed for a project without them', async () =>
    expect(await (await createTokenSource(settings({}), APP_ID, PATH))({ uid: 7, role: 'host' })).toBeUndefined());

  it.each([
    ['a certificate that cannot be one', { certificate: { env: 'TEST_AGORA_SECRET' } }, /32 hexadecimal digits/],
    ['a token that cannot be one', { token: { env: 'TEST_AGORA_SECRET' } }, /a token, which begins with 007/],
    ['a variable that is not set', { token: { env: 'TEST_AGORA_NOWHERE' } }, /TEST_AGORA_NOWHERE/],
    ['a file that is not there', { certificate: { file: '/nowhere/cert' } }, /no such file/],
  ])('are not shown when refused: %s', async (_, ways, words) => {
    process.env.TEST_AGORA_SECRET = 'secretsecret';
    const error = await createTokenSource(settings(ways), APP_ID, PATH).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(words);
    expect(String(error)).not.toMatch(/secretsecret/);
  });
});
