import { expect, test } from 'vitest';
import { checkTransportSettings } from '../../src/scenario/checks/check-transport-settings.ts';
import type { Notes } from '../../src/scenario/reading/notes.ts';
import { loadText, RIGHT } from './load-text.ts';

const { scenario } = await loadText(RIGHT);
const whip = { whip: { publish: 'https://media.example/whip', watch: 'https://media.example/whep' } } as const;
const agora: typeof scenario.broadcast.transport = {
  agora: {
    ...{ appId: '0123456789abcdef0123456789abcdef', channel: 'rehearsal', tokenLifetimeS: 3600 },
    ...{ audienceLatency: 'ultra-low', fallback: 'none', publish: 'own' },
  },
};

function findings(transport: typeof scenario.broadcast.transport, video: object, audio: object = {}) {
  const { broadcast } = scenario;
  const notes: Notes = { diagnostics: [], warnings: [] };
  const settings = {
    ...broadcast,
    transport,
    video: { ...broadcast.video, ...video },
    audio: { ...broadcast.audio, ...audio },
  };
  checkTransportSettings(settings, ['broadcast'], notes);
  return notes.diagnostics.map(({ path, expected }) => `${path.join('.')}: ${expected}`);
}

test('settings that a transport does not support are refused, not ignored', () => {
  expect(findings(whip, { nack: false })).toEqual([
    'broadcast.video.nack: nothing: only the origin inside longhaul can be told not to retransmit',
  ]);
  const sourceSize = { width: 1280, height: 720 };
  expect(findings(whip, { sourceSize }, { red: true })).toEqual([]);
  expect(findings('local', { nack: false, sourceSize }, { red: true })).toEqual([]);
  const sound = { channels: 2, fec: false, dtx: true };
  expect(findings(whip, {}, sound)).toEqual([]);
  expect(findings('local', {}, sound)).toEqual([]);
  // Stereo reaches Agora's SDK, which asks for FEC anyway.
  expect(findings(agora, {}, { channels: 2, fec: true })).toEqual([]);
  expect(findings(agora, {}, sound)).toEqual([
    'broadcast.audio.fec: nothing: Agora’s SDK always asks for in-band FEC',
    'broadcast.audio.dtx: nothing: Agora’s SDK sends without pauses (DTX) from a microphone only',
  ]);
});
