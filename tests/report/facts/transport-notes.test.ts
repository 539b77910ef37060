import { expect, it } from 'vitest';
import type { TransportChoice } from '../../../src/model/scenario/transport.ts';
import { transportNotes } from '../../../src/report/facts/transport-notes.ts';
import { formatTerminal } from '../../../src/report/formats/terminal.ts';
import { readyResult } from '../sample-result.ts';

const over = (transport: TransportChoice) => {
  const result = readyResult();
  return { ...result, scenario: { ...result.scenario, broadcast: { ...result.scenario.broadcast, transport } } };
};
const [publish, watch] = ['https://in.example.com/whip/key', 'https://out.example.com/whep'];

it.each<[TransportChoice, string | undefined]>([
  ['local', undefined],
  [{ whip: { publish, watch } }, 'Published by WHIP to in.example.com and watched by WHEP from out.example.com'],
  [{ whip: { watch } }, 'the stream is somebody else’s'],
  [{ whip: { publish } }, 'none of longhaul’s viewers watched'],
  [
    { whip: { publish: { env: 'STUDIO_URL' }, watch: { file: '/run/watch-url' } } },
    'by WHIP to $STUDIO_URL and watched by WHEP from /run/watch-url',
  ],
])('over %j the report says %s', (transport, words) => {
  const [note] = transportNotes(over(transport));
  expect(note?.en).toEqual(words === undefined ? undefined : expect.stringContaining(words));
  expect(note === undefined).toBe(note?.zh === undefined);
  // The path is left out: it contains stream keys.
  expect(note?.en ?? '').not.toContain('/key');
  if (words !== undefined) {
    const text = formatTerminal(over(transport), { width: 80, colour: false });
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  }
});

it('says how well the clock is known if a time server was asked, for the worst of several takes', () => {
  const result = over({ whip: { watch } });
  const clock = { server: 'ntp.example.com:123', offsetMs: -12.3, roundTripMs: 4 };
  const [take] = result.takes;
  if (take === undefined) throw new Error('no take');
  const takes = [
    { ...take, clock: { ...clock, errorMs: 3 } },
    { ...take, clock: { ...clock, errorMs: 8 } },
  ];
  const [, note] = transportNotes({ ...result, takes });
  expect(note?.en).toContain('corrected by -12 ms, according to ntp.example.com:123, and is right to ± 8 ms');
  expect(note?.zh).toContain('± 8 ms');
});
