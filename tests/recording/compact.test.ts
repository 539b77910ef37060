import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { createLinePacker, roundValue } from '../../src/recording/compact/pack-lines.ts';
import { createLineUnpacker, SHAPE } from '../../src/recording/compact/unpack-lines.ts';

const linesOf = (fixture: string) =>
  readFileSync(join(import.meta.dirname, '../fixtures', `${fixture}.ndjson`), 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as RecordLine);

/** Packs lines into texts as in the file, without newlines. */
function packed(lines: readonly RecordLine[]): readonly string[] {
  const packer = createLinePacker();
  return lines.flatMap((line) => packer.pack(line).map((each) => JSON.stringify(each)));
}

function unpacked(texts: readonly string[]): readonly unknown[] {
  const { unpack } = createLineUnpacker();
  return texts.map((text) => unpack(JSON.parse(text))).filter((line) => line !== SHAPE);
}

const isPacked = (line: RecordLine) =>
  !['header', 'environment', 'calibration', 'event', 'window', 'end'].includes(line.type);

/** Rounds every number as the packer does. */
function rounded(value: unknown, name = ''): unknown {
  if (typeof value === 'number') return roundValue(name, value);
  if (Array.isArray(value)) return value.map((item) => rounded(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item, key)]));
}

const HOST: RecordLine = { type: 'host', atMs: 1000, busyFraction: 0.25, runnerLoopP99Ms: 1.05 };

describe('packed lines', () => {
  it.each(['clean', 'lossy', 'narrow'])('of the real take "%s" are complete again when read', (fixture) => {
    const lines = linesOf(fixture);
    expect(unpacked(packed(lines))).toEqual(lines.map((line) => (isPacked(line) ? rounded(line) : line)));
  });

  it('contain names once, and then only numbers', () => {
    expect(packed([HOST, { ...HOST, atMs: 2000 }])).toEqual([
      '{"type":"shape","shape":0,"of":{"type":"host","atMs":0,"busyFraction":0,"runnerLoopP99Ms":0}}',
      '[0,1000,0.25,1.05]',
      '[0,2000,0.25,1.05]',
    ]);
  });

  it('distinguish what was not measured from what was 0', () => {
    const { busyFraction: _, ...without } = HOST;
    expect(unpacked(packed([HOST, without, { ...HOST, busyFraction: 0 }]))).toEqual([
      HOST,
      without,
      { ...HOST, busyFraction: 0 },
    ]);
  });

  it('keep microseconds of values in ms and in s, and no more digits', () => {
    expect(roundValue('latenessP99Ms', 0.123456789)).toBe(0.123);
    expect(roundValue('totalDecodeTime', 0.37540399999999996)).toBe(0.375404);
    expect(roundValue('timestamp', 1795623434611.0903)).toBe(1795623434611.09);
  });

  it('count as damaged where a shape or a value is missing', () => {
    const [shape = '', row = ''] = packed([HOST]);
    expect(unpacked([row])).toEqual([undefined]);
    expect(unpacked([shape, '[0,1000,0.25]'])).toEqual([undefined]);
    expect(unpacked([shape, '[0,1000,0.25,1.05,7]'])).toEqual([undefined]);
  });

  it('declare their shapes anew after a line that may not have reached the file', () => {
    const packer = createLinePacker();
    packer.pack(HOST);
    packer.forget();
    const again = packer.pack(HOST).map((each) => JSON.stringify(each));
    expect(again).toHaveLength(2);
    expect(unpacked(again)).toEqual([HOST]);
  });

  it('take less than a third of the bytes once their shapes are known', () => {
    const lines = linesOf('lossy').filter(isPacked);
    const plain = lines.map((line) => JSON.stringify(line)).join('\n').length;
    const twice = packed([...lines, ...lines]).join('\n').length;
    expect(twice - packed(lines).join('\n').length).toBeLessThan(plain / 3);
  });
});
