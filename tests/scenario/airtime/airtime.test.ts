import { describe, expect, test } from 'vitest';
import { parseAirtime } from '../../../src/scenario/airtime/airtime.ts';
import { loadText, problemsOf, RIGHT, spoilt } from '../load-text.ts';

describe('an airtime', () => {
  test('is the same instant with any offset', () => {
    const inChina = parseAirtime('2026-11-27T20:00+08:00');
    expect(inChina).toEqual({ type: 'ok', value: Date.UTC(2026, 10, 27, 12) });
    expect(parseAirtime('2026-11-27T12:00:00Z')).toEqual(inChina);
    expect(parseAirtime('2026-11-27T04:00-08:00')).toEqual(inChina);
  });

  test('without an offset is refused with a hint for China', () => {
    expect(parseAirtime('2026-11-27T20:00')).toEqual({
      type: 'refused',
      expected: 'date, time and offset such as "2026-12-24T20:00+08:00", or a time in China such as 20:00',
      hint: '2026-11-27T20:00+08:00 is that time in China',
    });
  });

  test('with a space instead of the T is refused with the right form', () => {
    expect(parseAirtime('2026-11-27 20:00 +08:00')).toMatchObject({ hint: 'did you mean 2026-11-27T20:00+08:00?' });
  });

  test.each([
    'tomorrow',
    '2026-02-30T20:00+08:00',
    '2026-13-01T20:00+08:00',
    '2026-11-27T25:00+08:00',
    '2026-11-27T24:00+08:00',
    '2026-11-27T20:60+08:00',
    '2026-11-27T20:00+15:00',
    '2026-11-27',
  ])('%s is refused', (text) => expect(parseAirtime(text).type).toBe('refused'));
});

const show = (airtime: string, entry: string, broadcast = 'haul: direct') =>
  `name: at\nduration: 20s\nairtime: ${airtime}\nbroadcast: {video: {bitrate: 300 kbps}, ${broadcast}}\nregions:\n  - ${entry}\n`;

async function regionOf(airtime: string, entry: string) {
  const { scenario } = await loadText(show(airtime, entry));
  const [region] = scenario.regions;
  return { access: region?.access.profile, haul: region?.haul.profile, localTime: region?.localTime };
}

describe('the airtime of a scenario', () => {
  test('picks the peak for `mobile` by the region’s hour, and the evening for `direct` by the hour in China', async () => {
    const entry = '{region: sea-id, access: mobile}';
    expect(await regionOf('2026-11-27T20:00+08:00', entry)).toEqual({
      access: 'sea-id/mobile-peak',
      haul: 'sea-id/direct-evening',
      localTime: '2026-11-27T19:00+07:00',
    });
    expect(await regionOf('2026-11-27T18:59+08:00', entry)).toMatchObject({
      access: 'sea-id/mobile-good',
      haul: 'sea-id/direct-day',
    });
    expect(await regionOf('2026-11-28T00:00+08:00', entry)).toMatchObject({
      access: 'sea-id/mobile-good',
      haul: 'sea-id/direct-day',
    });
  });

  test('makes `mobile` the default access, and leaves fixed access alone', async () => {
    const airtime = '2026-11-27T20:00+08:00';
    expect(await regionOf(airtime, '{region: sea-id}')).toMatchObject({ access: 'sea-id/mobile-peak' });
    expect(await regionOf(airtime, '{region: sea-id, access: fixed}')).toMatchObject({ access: 'sea-id/fixed' });
  });

  // 10:00 in China is 18:00 in Los Angeles once summer time has ended, and 19:00 before; 14:30 is 22:30 and 23:30.
  test.each([
    ['2026-10-31T14:30+08:00', '2026-10-30T23:30-07:00', 'na-west/mobile-good'],
    ['2026-11-02T14:30+08:00', '2026-11-01T22:30-08:00', 'na-west/mobile-peak'],
    ['2026-03-07T09:30+08:00', '2026-03-06T17:30-08:00', 'na-west/mobile-good'],
    ['2026-03-09T09:30+08:00', '2026-03-08T18:30-07:00', 'na-west/mobile-peak'],
  ])('at %s it is %s in Los Angeles, so %s', async (airtime, localTime, access) => {
    expect(await regionOf(airtime, '{region: na-west, access: mobile}')).toMatchObject({ localTime, access });
  });

  test('picks the peak in London in summer and not in winter at the same hour in China', async () => {
    const entry = '{region: eu-gb, access: mobile}';
    expect(await regionOf('2026-07-01T01:30+08:00', entry)).toMatchObject({
      localTime: '2026-06-30T18:30+01:00',
      access: 'eu-gb/mobile-peak',
    });
    expect(await regionOf('2026-12-01T01:30+08:00', entry)).toMatchObject({
      localTime: '2026-11-30T17:30+00:00',
      access: 'eu-gb/mobile-good',
    });
  });

  test('prefers the entry’s own zone to the catalog’s', async () => {
    const region = await regionOf('2026-11-27T20:00+08:00', '{region: sea-id, access: mobile, zone: Asia/Jayapura}');
    expect(region).toMatchObject({ localTime: '2026-11-27T21:00+09:00', access: 'sea-id/mobile-peak' });
  });

  test('applies a place’s own clock to a line borrowed from a region', async () => {
    const { scenario } = await loadText(
      show('2026-11-27T20:00+08:00', '{region: bali, access: sea-id/mobile, haul: sea-id/direct, zone: Asia/Makassar}'),
    );
    expect(scenario.airtime).toBe('2026-11-27T20:00+08:00');
    expect(scenario.regions[0]).toMatchObject({
      zone: 'Asia/Makassar',
      localTime: '2026-11-27T20:00+08:00',
      access: { profile: 'sea-id/mobile-peak' },
      haul: { profile: 'sea-id/direct-evening' },
    });
  });

  test('gives zones without it, but no local times', async () => {
    const { scenario } = await loadText(RIGHT);
    expect(scenario).not.toHaveProperty('airtime');
    expect(scenario.regions[0]).toMatchObject({ id: 'sea-sg', zone: 'Asia/Singapore' });
    expect(scenario.regions[0]).not.toHaveProperty('localTime');
  });
});

describe('without an airtime', () => {
  test.each([
    ['a region’s own', 'access: fixed', 'access: fixed, haul: direct', 9, 'regions[0].haul'],
    ['the broadcast’s haul, once for all regions', '  firstMile', '  haul: direct\n  firstMile', 7, 'broadcast.haul'],
  ])('direct is the worse of its hauls, with a warning: %s', async (_, from, to, line, path) => {
    const { scenario, warnings } = await loadText(spoilt(from, to));
    expect(scenario.regions.map(({ haul }) => haul.profile)).toContain('sea-sg/direct-evening');
    expect(warnings.filter((each) => each.includes('has no hour')).map((each) => each.replace(/^.*\//, ''))).toEqual([
      `scenario.yaml:${line}: ${path}: without an airtime, direct has no hour: direct-evening is taken, the worse; also direct-day`,
    ]);
  });
});

describe('refused', () => {
  test('an airtime that is none, but none of its consequences', async () => {
    const problems = await problemsOf(show('soon', '{region: sea-id, access: mobile}'));
    expect(problems.map(({ line, path, got }) => [line, path, got])).toEqual([[3, 'airtime', '"soon"']]);
  });

  test('an airtime that is not in the calendar', async () => {
    const problems = await problemsOf(show('2026-02-30T20:00+08:00', '{region: sea-id}'));
    expect(problems.map(({ line, path }) => [line, path])).toEqual([[3, 'airtime']]);
  });

  test('a zone that does not exist', async () => {
    const problems = await problemsOf(show('2026-11-27T20:00+08:00', '{region: sea-id, zone: Asia/Jakrta}'));
    expect(problems.map(({ line, path, got }) => [line, path, got])).toEqual([[6, 'regions[0].zone', '"Asia/Jakrta"']]);
  });
});
