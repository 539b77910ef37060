import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/errors.ts';
import { Editor, MODELINE } from './editor.ts';
import { loadText, RIGHT, spoilt } from './load-text.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const editor = new Editor();
beforeAll(() => editor.start());
afterAll(() => editor.close());

/** Appends a line to RIGHT. */
const more = (text: string) => `${RIGHT}${text}\n`;

describe('an editor', () => {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))('finds nothing in %s', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(text.startsWith(MODELINE)).toBe(true);
    expect(await editor.problems(text.slice(MODELINE.length))).toEqual([]);
  });

  test.each([
    ['the scenario of these tests', RIGHT],
    ['another region’s line', spoilt('access: fixed', 'access: sea-id/fixed')],
    [
      'a preset in a region of one’s own',
      spoilt('{region: sea-sg, access: fixed}', '{region: mars, access: wpt-4g, haul: {rtt: 1 s}}'),
    ],
    [
      'the broadcast’s haul in a region of one’s own',
      spoilt('  firstMile', '  haul: {rtt: 90 ms}\n  firstMile').replace(
        'sea-sg, access: fixed',
        'mars, access: wpt-4g',
      ),
    ],
    ['a line that extends another', spoilt('access: fixed', 'access: {extends: mobile-peak, rtt: 90 ms}')],
    [
      'a name by the hour with an airtime',
      more('airtime: 2026-11-27T20:00+08:00').replace('access: fixed', 'access: mobile'),
    ],
    ['no access with an airtime', more('airtime: 2026-11-27T20:00+08:00').replace(', access: fixed', '')],
    [
      'names of a catalog of one’s own',
      more('catalog: my.yaml').replace('region: sea-sg, access: fixed', 'region: ru-msk, access: hotel'),
    ],
    ['two steps and a change', spoilt('"< 3 %"', '[{ready: "< 3 %", warn: "< 5 %"}, change < 1 %]')],
    ['a percentile', spoilt('stutterRate: "< 3 %"', 'latency: p99 change <= 0.03 s')],
    ['an event', more('events: [{at: 5 s, for: 1 s, access: sea-id, blackout: true}]')],
  ])('accepts %s, as `check` does', async (_, text) => {
    expect(await editor.problems(text)).toEqual([]);
    if (!text.includes('my.yaml')) expect(await loadText(text)).toBeDefined();
  });

  test.each(['日本', '东京', 'tokyo', 'Japan', 'São Paulo', 'NEW YORK', 'UK', '"Japan (Tokyo)"'])(
    'accepts the place %s, as `check` does',
    async (place) => {
      const text = spoilt('region: sea-sg', `region: ${place}`);
      expect(await editor.problems(text)).toEqual([]);
      expect(await loadText(text)).toBeDefined();
    },
  );

  test.each([
    ['an unknown region', 9, spoilt('region: sea-sg', 'region: sea-xx')],
    ['an unknown access', 9, spoilt('access: fixed', 'access: carrier-pigeon')],
    ['an access of an unknown region', 9, spoilt('access: fixed', 'access: sea-xx/fixed')],
    ['an access that extends nothing', 9, spoilt('access: fixed', 'access: {extends: pigeon, rtt: 9 ms}')],
    ['an unknown haul', 7, spoilt('  firstMile', '  haul: express\n  firstMile')],
    ['a haul by another sign', 9, spoilt('access: fixed', 'access: fixed, haul: direct/day')],
    ['an unknown first mile', 7, spoilt('cn-studio-fibre', 'cn-studio-cable')],
    ['an unknown device', 9, spoilt('access: fixed', 'access: fixed, device: fridge')],
    ['an unknown codec', 6, spoilt('h264', 'h265')],
    ['an unknown metric', 14, spoilt('stutterRate', 'stuttering')],
    ['a bound in another unit', 14, spoilt('"< 3 %"', '"< 3 ms"')],
    ['a bound without its unit', 14, spoilt('"< 3 %"', '"< 3"')],
    ['a percentile of a change of one number', 14, spoilt('"< 3 %"', 'p95 change < 3 %')],
    ['a warning without what is ready', 14, spoilt('"< 3 %"', '{warn: "< 3 %"}')],
    ['bytes for bits', 6, spoilt('2 Mbps', '2 MBps')],
    ['a number without its unit', 6, spoilt('2 Mbps', '2')],
    ['a seed twice', 15, more('seeds: [1, 1]')],
    ['a variant called base', 15, more('variants: {base: {video: {bitrate: 1 Mbps}}}')],
    ['an event that does nothing', 15, more('events: [{at: 5 s, for: 1 s, haul: sea-id}]')],
    ['an event in two places', 15, more('events: [{at: 5 s, for: 1 s, haul: sea-id, access: sea-id, blackout: true}]')],
    ['an entry called all', 9, spoilt('access: fixed', 'access: fixed, id: all')],
    ['an unknown key', 9, spoilt('access: fixed', 'access: fixed, wiever: 2')],
  ])('underlines %s, as `check` refuses it', async (_, line, text) => {
    const lines = (await editor.problems(text)).map((problem) => Number(problem.split(':')[0]));
    expect(lines).not.toEqual([]);
    expect(lines).toContain(line);
    await expect(loadText(text)).rejects.toThrow(InputError);
  });

  test.each([
    ['regions', RIGHT.replace('region: sea-id', 'region: |'), ['sea-id', 'jp', 'na-west']],
    [
      'lines, presets among them',
      RIGHT.replace('access: mobile-good', 'access: |'),
      ['fixed', 'mobile-peak', 'mobile', 'wpt-4g'],
    ],
    ['hauls', RIGHT.replace('  firstMile', '  haul: |\n  firstMile'), ['accelerated', 'direct-evening', 'direct']],
    [
      'first miles',
      RIGHT.replace('firstMile: cn-studio-fibre', 'firstMile: |'),
      ['cn-studio-fibre', 'cn-venue-5g-crowded'],
    ],
    ['devices', RIGHT.replace('viewers: 2', 'device: |'), ['mid-phone', 'smart-tv']],
    [
      'metrics',
      RIGHT.replace('  all: {stutterRate: "< 3 %"}', '  all:\n    |'),
      ['latency', 'stutterRate', 'firstFrame'],
    ],
    ['ids in budgets', RIGHT.replace('  all: {stutterRate: "< 3 %"}', '  |'), ['all', 'sea-id']],
    [
      'bounds',
      RIGHT.replace('all: {stutterRate: "< 3 %"}', 'all:\n    latency: |'),
      ['p95 < 800 ms', 'p95 change < 30 ms'],
    ],
  ])('offers %s', async (_, text, names) => {
    expect(await editor.offers(text)).toEqual(expect.arrayContaining(names));
  });
});
