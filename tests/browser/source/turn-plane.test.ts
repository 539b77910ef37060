import { describe, expect, it } from 'vitest';
import { isSideways, type Turn, turnPlaneInto } from '../../../src/browser/source/turn-plane.ts';

// As letters, three wide and two high, in rows of five bytes of which the last two are padding.
const PICTURE = ['abc', 'def'];

function turned(turn: Turn): string[] {
  const text = PICTURE.map((row) => `${row}..`).join('');
  const from = { data: Uint8Array.from(text, (letter) => letter.charCodeAt(0)), offset: 0, stride: 5 };
  const [width, height] = isSideways(turn) ? [2, 3] : [3, 2];
  const stride = 6;
  const data = new Uint8Array(stride * (height + 1)).fill('.'.charCodeAt(0));
  turnPlaneInto(from, 3, 2, turn, { data, offset: stride + 1, stride });
  const rows = Array.from({ length: height + 1 }, (_, y) =>
    String.fromCharCode(...data.subarray(y * stride, (y + 1) * stride)),
  );
  expect(rows[0]).toBe('......');
  for (const row of rows.slice(1)) expect(row[0] + row.slice(1 + width)).toBe('.'.repeat(stride - width));
  return rows.slice(1).map((row) => row.slice(1, 1 + width));
}

describe('turnPlaneInto()', () => {
  it.each([
    [{ degrees: 0, isFlipped: false }, ['abc', 'def']],
    [{ degrees: 90, isFlipped: false }, ['da', 'eb', 'fc']],
    [{ degrees: 180, isFlipped: false }, ['fed', 'cba']],
    [{ degrees: 270, isFlipped: false }, ['cf', 'be', 'ad']],
    [{ degrees: 0, isFlipped: true }, ['cba', 'fed']],
    [{ degrees: 90, isFlipped: true }, ['ad', 'be', 'cf']],
  ] as const)('turns %o clockwise, then flips', (turn, expected) => {
    expect(turned(turn)).toEqual(expected);
  });

  it('turns pictures larger than what it turns at a time', () => {
    const [width, height] = [100, 70];
    const data = Uint8Array.from({ length: width * height }, (_, i) => (i * 7) % 251);
    const once = new Uint8Array(width * height);
    const back = new Uint8Array(width * height);
    const turn = { degrees: 90, isFlipped: false } as const;
    turnPlaneInto({ data, offset: 0, stride: width }, width, height, turn, { data: once, offset: 0, stride: height });
    expect(once[0]).toBe(data[(height - 1) * width]);
    const unturn = { degrees: 270, isFlipped: false } as const;
    turnPlaneInto({ data: once, offset: 0, stride: height }, height, width, unturn, {
      ...{ data: back, offset: 0, stride: width },
    });
    expect(back).toEqual(data);
  });
});
