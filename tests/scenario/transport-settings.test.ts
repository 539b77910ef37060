import { expect, test } from 'vitest';
import { checkTransportSettings } from '../../src/scenario/checks/check-transport-settings.ts';
import type { Notes } from '../../src/scenario/reading/notes.ts';
import { loadText, RIGHT } from './load-text.ts';

const { scenario } = await loadText(RIGHT);
const whip = { whip: { publish: 'https://media.example/whip', watch: 'https://media.example/whep' } } as const;

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
});
