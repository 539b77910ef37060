import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { meanRateBps } from '../../src/model/mean-rate.ts';
import { parseTrace } from '../../src/scenario/parse-trace.ts';

describe('mahimahi’s format', () => {
  test('is a time in ms for each opportunity; the last is the period', () => {
    expect(parseTrace('a.trace', '# made up\n0\n2\n2\n\n10\n')).toEqual({
      type: 'ok',
      trace: { type: 'opportunities', atMs: [0, 2, 2, 10], periodMs: 10 },
    });
  });

  test('names a letter in line 17, a time that goes back, and what is no whole number, by their lines', () => {
    const lines = Array.from({ length: 30 }, (_, n) => String(n));
    lines[16] = '16a';
    lines[20] = '3';
    lines[22] = '22.5';
    const parsed = parseTrace('a.trace', lines.join('\n'));
    if (parsed.type === 'ok') throw new Error('accepted');
    expect(parsed.bad.map(({ line, got }) => [line, got])).toEqual([
      [17, '"16a"'],
      [21, '"3"'],
      [23, '"22.5"'],
    ]);
  });

  test.each([
    ['nothing', ''],
    ['a trace that ends at 0', '0\n0\n'],
  ])('refuses %s', (got, text) => {
    expect(parseTrace('a.trace', text)).toMatchObject({ type: 'refused', bad: [{ got }] });
  });
});

describe('seconds and Mbps', () => {
  const rates = {
    type: 'ok',
    trace: {
      type: 'rates',
      steps: [
        { atMs: 0, rateBps: 5e6 },
        { atMs: 1000, rateBps: 0 },
        { atMs: 1500, rateBps: 2.5e6 },
      ],
      periodMs: 2000,
    },
  };

  test('are read from CSV with or without a heading, from JSON, and from any beginning', () => {
    expect(parseTrace('a.csv', 'seconds,Mbps\n0,5\n1,0\n1.5,2.5\n')).toEqual(rates);
    expect(parseTrace('a.csv', '# by us\n100; 5\n101; 0\n101.5; 2.5')).toEqual(rates);
    expect(parseTrace('a.json', '[[0, 5], [1, 0], [1.5, 2.5]]')).toEqual(rates);
  });

  test.each([
    ['a.csv', '0,5\n1,fast\n', 2, '"1,fast"'],
    ['a.csv', 'time,rate\n0,5\n0,6\n', 3, '"0,6"'],
    ['a.csv', '0,5\n1,-1\n', 2, '"1,-1"'],
    ['a.csv', '0,5\n1\n', 2, '"1"'],
    ['a.csv', '0,0\n1,0\n', 2, 'only rates of 0'],
    ['a.csv', '', 1, 'nothing'],
    ['a.json', '[[0, 5], [1, "2"]]', 2, '[1,"2"]'],
    ['a.json', '{"0": 5}', 1, 'object'],
  ])('%s with %j is refused at line %d', (name, text, line, got) => {
    expect(parseTrace(name, text)).toMatchObject({ type: 'refused', bad: [{ line, got }] });
  });
});

test('the mean rate is what a period carries', () => {
  expect(meanRateBps({ type: 'opportunities', atMs: [1, 500, 1000], periodMs: 1000 })).toBe(3 * 1504 * 8);
  const steps = [
    { atMs: 0, rateBps: 4e6 },
    { atMs: 250, rateBps: 0 },
  ];
  expect(meanRateBps({ type: 'rates', steps, periodMs: 1000 })).toBe(1e6);
});

test('every shipped trace is right and says that it is synthetic', async () => {
  const folder = new URL('../../scenarios/traces/', import.meta.url);
  const names = await readdir(folder);
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8');
    expect(text).toMatch(/^# SYNTHETIC/);
    const parsed = parseTrace(name, text);
    if (parsed.type !== 'ok') throw new Error(`${name}: ${JSON.stringify(parsed.bad[0])}`);
    expect(parsed.trace.periodMs).toBeGreaterThanOrEqual(60_000);
    expect(meanRateBps(parsed.trace)).toBeGreaterThan(2e6);
  }
});
