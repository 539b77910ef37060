import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { meanRateBps } from '../../../src/model/scenario/mean-rate.ts';
import { parseTrace } from '../../../src/scenario/traces/parse-trace.ts';
import { traceWarning } from '../../../src/scenario/traces/trace-warning.ts';

describe('mahimahi’s format', () => {
  test('is a time in ms for each opportunity; the last is the period', () => {
    expect(parseTrace('a.trace', '# made up\n0\n2\n2\n\n10\n')).toEqual({
      type: 'ok',
      trace: { type: 'opportunities', atMs: [0, 2, 2, 10], periodMs: 10 },
    });
  });

  test('reports a letter in line 17, a time that goes back, and a fraction, with their lines', () => {
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

  test('are read from CSV with or without a heading, from JSON, and from any starting time', () => {
    expect(parseTrace('a.csv', 'seconds,Mbps\n0,5\n1,0\n1.5,2.5\n')).toEqual(rates);
    expect(parseTrace('a.csv', '# by us\n100; 5\n101; 0\n101.5; 2.5')).toEqual(rates);
    expect(parseTrace('a.json', '[[0, 5], [1, 0], [1.5, 2.5]]')).toEqual(rates);
  });

  test('may be 0.1 ms apart, in fractions that are not exact', () => {
    expect(parseTrace('a.csv', '0,5\n0.0001,1\n0.0002,2\n0.0003,3\n')).toMatchObject({ type: 'ok' });
  });

  test('says so where they are closer than 0.1 ms', () => {
    const close = parseTrace('a.csv', '0,5\n0.00005,1\n1,x\n');
    expect(close).toMatchObject({
      bad: [{ line: 2, expected: 'a time at least 0.1 ms after that of the line above' }, { line: 3 }],
    });
    expect(parseTrace('a.csv', '1,5\n0.5,1\n')).toMatchObject({
      bad: [{ expected: expect.stringContaining('two columns') }],
    });
  });

  test.each([
    ['a name in capitals', 'A.CSV', '0,5\n1,0\n1.5,2.5\n'],
    ['a mark of the byte order before a heading', 'a.csv', '\uFEFFseconds,Mbps\n0,5\n1,0\n1.5,2.5\n'],
    ['a mark of the byte order before numbers', 'a.csv', '\uFEFF0,5\n1,0\n1.5,2.5\n'],
    ['a mark of the byte order in JSON', 'a.JSON', '\uFEFF[[0, 5], [1, 0], [1.5, 2.5]]'],
    ['a heading with digits', 'a.csv', 'time_0,nr5g_mbps\n0,5\n1,0\n1.5,2.5\n'],
    ['blanks between columns', 'a.csv', '0.0 5.00\n1.0   0\n1.5 2.5\n'],
    ['blanks, in a file without an ending, as Pensieve’s', 'trace_7', '0.0 5.00\n1.0 0\n1.5 2.5\n'],
    ['commas of decimals beside semicolons', 'a.csv', 'Zeit;Mbit/s\r\n0;5\r\n1;0\r\n1,5;2,5\r\n'],
    ['quotes', 'a.csv', '"seconds","mbps"\n"0","5"\n"1","0"\n"1.5","2.5"\n'],
    ['units in the heading', 'a.csv', 'time_ms,DL_kbps\n0,5000\n1000,0\n1500,2500\n'],
    ['bits in the heading', 'a.csv', 'seconds,bitrate (bit/s)\n0,5000000\n1,0\n1.5,2500000\n'],
    ['a heading of no unit but the letters of one', 'a.csv', 'time,DL_bitrate\n0,5\n1,0\n1.5,2.5\n'],
    ['bytes in the heading', 'a.csv', 'time,kB/s\n0,625\n1,0\n1.5,312.5\n'],
    ['bytes by their name', 'a.csv', 'time,bytes_per_second\n0,625000\n1,0\n1.5,312500\n'],
    ['kilobits a second', 'a.csv', 'time,Kb/s\n0,5000\n1,0\n1.5,2500\n'],
    ['names of variables', 'a.csv', 'atMs,rateBps\n0,5000000\n1000,0\n1500,2500000\n'],
    ['a heading in Chinese', 'a.csv', '时间（毫秒）,速率（kbps）\n0,5000\n1000,0\n1500,2500\n'],
    ['its columns the other way round', 'a.csv', 'mbps,time\n5,0\n0,1\n2.5,1.5\n'],
    ['a heading, in a file of another ending', 'a.tsv', 'time\tmbps\n0\t5\n1\t0\n1.5\t2.5\n'],
    ['Excel’s line of the separator', 'a.csv', 'sep=;\nZeit;Mbit/s\n0;5\n1;0\n1,5;2,5\n'],
    ['a separator at the end of lines', 'a.csv', '0,5,\n1,0,\n1.5,2.5,\n'],
    ['carriage returns alone', 'a.csv', '0,5\r1,0\r1.5,2.5\r'],
  ])('are read with %s', (_, name, text) => expect(parseTrace(name, text)).toEqual(rates));

  test.each([
    ['a.csv', '0,5\n1,fast\n', 2, '"1,fast"'],
    ['a.csv', 'time,rate\n0,5\n0,6\n', 3, '"0,6"'],
    ['a.csv', '0,5\n1,-1\n', 2, '"1,-1"'],
    ['a.csv', '0,5\n1\n', 2, '"1"'],
    ['a.csv', '0,0\n1,0\n', 2, 'only rates of 0'],
    ['a.csv', '0,5\n0.00001,6\n', 2, '"0.00001,6"'],
    ['a.csv', '0,5\n1,0x10\n', 2, '"1,0x10"'],
    ['a.csv', '0，5\n', 1, '"0，5"'],
    ['a.csv', '0 s,5 Mbps\n', 1, '"0 s,5 Mbps"'],
    ['a.trace', '1\n700000000\n', 2, '"700000000"'],
    ['a.csv', '', 1, 'nothing'],
    ['a.json', '[[0, 5], [1, "2"]]', 2, '[1,"2"]'],
    ['a.json', '{"0": 5}', 1, 'a map'],
    ['a.json', 'null', 1, 'nothing'],
    ['a.json', '', 1, 'nothing'],
    ['a.json', '[\n  [0, 5],\n  [1, NaN],\n  [2, 6]\n]', 3, 'text that is no JSON'],
    ['a.json', '[[0, 5]]\n[[1, 6]]\n', 2, 'text that is no JSON'],
    ['a.json', '[[0, 5],\n[1,', 2, 'text that is no JSON'],
    ['a.json', `[[0, 5], ${'['.repeat(5000)}${']'.repeat(5000)}]`, 2, 'values within values'],
    ['a.csv', '0,5\n1,1e300\n', 2, '"1,1e300"'],
    ['a.csv', '0,5\n1e300,6\n', 2, '"1e300,6"'],
    ['a.csv', `0,5\n${'7'.repeat(90)},x\n`, 2, `"${'7'.repeat(79)}...`],
  ])('%s with %j is refused at line %d', (name, text, line, got) => {
    expect(parseTrace(name, text)).toMatchObject({ type: 'refused', bad: [{ line, got }] });
  });
});

describe('a trace found in the wild', () => {
  const read = async (name: string) => parseTrace(name, await readFile(new URL(name, import.meta.url), 'utf8'));

  test('is warned of however many lines it has', () => {
    const lines = Array.from({ length: 200_000 }, (_, n) => `${n},${5000 + (n % 3)}`);
    const parsed = parseTrace('a.csv', lines.join('\n'));
    if (parsed.type !== 'ok') throw new Error('refused');
    expect(traceWarning(parsed.trace)).toContain('are they kbps');
  });

  test.each([
    ['bom.json', 11.15e6],
    ['excel-bom.csv', 11.15e6],
    ['heading-with-digit.csv', 11.15e6],
    ['pensieve-cooked-spaces.csv', 2.615e6],
    ['all-in-one-ms.trace', (3 * 1504 * 8) / 0.005],
  ])('is read: %s', async (name, meanBps) => {
    const parsed = await read(name);
    if (parsed.type !== 'ok') throw new Error(JSON.stringify(parsed.bad));
    expect(meanRateBps(parsed.trace)).toBeCloseTo(meanBps, 3);
    expect(traceWarning(parsed.trace)).toBeUndefined();
  });

  test('is refused with the line that has nine columns', async () => {
    expect(await read('5g-campus.csv')).toMatchObject({
      type: 'refused',
      bad: [{ line: 2, expected: expect.stringContaining('two columns') }, { line: 3 }],
    });
  });
});

describe('a trace with suspicious units', () => {
  const doubtOf = (name: string, text: string) => {
    const parsed = parseTrace(name, text);
    if (parsed.type !== 'ok') throw new Error(JSON.stringify(parsed.bad));
    return traceWarning(parsed.trace);
  };
  const rows = (count: number, stepS: number) =>
    Array.from({ length: count }, (_, n) => `${n * stepS},${2 + (n % 3)}`).join('\n');

  test.each([
    ['kbps', 'a.csv', '0,12550\n1,9800\n2,4100\n', 'reaches 12.6 Gbps, and carries 8.82 Gbps on average'],
    ['bit/s', 'a.json', '[[0, 5000000], [1, 3200000]]', 'are they kbps or bit/s'],
    ['Gbps', 'a.csv', '0,0.0125\n1,0.0098\n', 'are they Gbps'],
    ['ms', 'a.csv', '0,5\n100000,3\n200000,4\n', 'each rate lasts 100000 s'],
    ['ms, of many short steps', 'a.csv', rows(30, 20), 'each rate lasts 20 s'],
    ['µs', 'a.trace', '0\n1000\n2000\n', 'are they µs'],
    ['opportunities too many for ms', 'a.trace', `${'1\n'.repeat(200)}2\n`, 'on average: each line lets 1504 bytes'],
  ])('is warned of: %s', (_, name, text, doubt) => expect(doubtOf(name, text)).toContain(doubt));

  test('is not warned of when it is plausible', () => {
    for (const [name, text] of [
      ['a.csv', '0,900\n1,700\n'],
      ['a.csv', '0,5\n30,2\n60,5\n'],
      ['a.csv', rows(100, 1)],
      ['a.csv', '0,0.05\n1,0\n'],
      ['a.trace', '10\n25\n40\n'],
    ] as const)
      expect(doubtOf(name, text)).toBeUndefined();
  });
});

test('the mean rate is that of one period', () => {
  expect(meanRateBps({ type: 'opportunities', atMs: [1, 500, 1000], periodMs: 1000 })).toBe(3 * 1504 * 8);
  const steps = [
    { atMs: 0, rateBps: 4e6 },
    { atMs: 250, rateBps: 0 },
  ];
  expect(meanRateBps({ type: 'rates', steps, periodMs: 1000 })).toBe(1e6);
});

test('every shipped trace is valid and says that it is synthetic', async () => {
  const folder = new URL('../../../scenarios/traces/', import.meta.url);
  const names = await readdir(folder);
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8');
    expect(text).toMatch(/^# SYNTHETIC/);
    const parsed = parseTrace(name, text);
    if (parsed.type !== 'ok') throw new Error(`${name}: ${JSON.stringify(parsed.bad[0])}`);
    expect(parsed.trace.periodMs).toBeGreaterThanOrEqual(60_000);
    expect(traceWarning(parsed.trace)).toBeUndefined();
    expect(meanRateBps(parsed.trace)).toBeGreaterThan(2e6);
  }
});
