import { expect, it } from 'vitest';
import { whipTask } from '../../../../src/browser/transports/whip/whip-task.ts';

it('hides token and passwords, and never the empty text, which is everywhere', () => {
  const iceServers = ['of-tonight', ''].map((credential) => ({
    urls: ['turn:turn.example.com'],
    username: 'guest',
    credential,
  }));
  expect(whipTask('https://live.example.com/whip', 'a-token', false, { iceServers }).hidden).toEqual([
    'a-token',
    'of-tonight',
  ]);
  expect(whipTask('https://live.example.com/whip').hidden).toBeUndefined();
});
