import { describe, expect, it } from 'vitest';
import { withSecretPaths } from '../../src/scenario/reading/with-secret-paths.ts';
import { iceServers } from '../../src/scenario/schema/transports/ice-servers.ts';

const parse = (servers: unknown) => iceServers().safeParse(servers);
const TURN = { username: 'guest', credential: { env: 'TURN_PASSWORD' } };

describe('STUN and TURN servers of a scenario', () => {
  it('have one address or several', () => {
    expect(
      parse([{ urls: 'stun:stun.example.com' }, { urls: ['turn:10.0.0.5:3478?transport=tcp'], ...TURN }]).data,
    ).toEqual([{ urls: ['stun:stun.example.com'] }, { urls: ['turn:10.0.0.5:3478?transport=tcp'], ...TURN }]);
  });

  it.each(['stun:stun.example.com:65535', 'stuns:10.0.0.5:1', 'turns:turn.example.com:443?transport=tcp'])(
    'are accepted: %s',
    (urls) => {
      expect(parse([{ urls, ...TURN }]).success).toBe(true);
    },
  );

  it.each([
    ['https://turn.example.com', TURN],
    ['turn:', TURN],
    ['turn://turn.example.com', TURN],
    ['turn:[2001:db8::1]', TURN],
    ['turn:turn.example.com?transport=sctp', TURN],
    ['stun:stun.example.com?transport=tcp', {}],
    ['stun:stun.example.com:65536', {}],
    ['turn:turn.example.com:99999?transport=tcp', TURN],
    ['turn:turn.example.com:0', TURN],
    ['turn:turn.example.com', {}],
    ['turn:turn.example.com', { username: 'guest' }],
    ['turn:turn.example.com', { username: 'guest', credential: 'the password itself' }],
  ])('are refused: %s %j', (urls, more) => {
    expect(parse([{ urls, ...more }]).success).toBe(false);
  });

  it('have secret files beside the scenario', () => {
    const servers = [{ urls: ['turn:turn.example.com'], username: 'guest', credential: { file: 'turn.txt' } }];
    const whip = { publish: 'https://media.example/whip', iceServers: servers };
    expect(withSecretPaths({ whip }, '/shows/evening.yaml')).toMatchObject({
      whip: { iceServers: [{ urls: ['turn:turn.example.com'], credential: { file: '/shows/turn.txt' } }] },
    });
  });
});
