import { expect, it } from 'vitest';
import { displayWidth, wrap } from '../../../src/report/text/display-width.ts';

it('breaks between ideographs, two columns each', () => {
  expect(wrap('观众会察觉到问题', 8)).toEqual(['观众会察', '觉到问题']);
});

it('never begins a line with a comma or a stop, nor ends one with an opening bracket', () => {
  // "问题，" would take 10 columns of 9, so 题 goes along with its comma.
  expect(wrap('观众问题，建议（种子）', 9)).toEqual(['观众问', '题，建议', '（种子）']);
});

it('keeps names and numbers whole', () => {
  expect(wrap('上限 p95 ≤ 800 ms，实测 1200 ms', 12)).toEqual(['上限 p95', '≤ 800 ms，实', '测 1200 ms']);
  expect(wrap('场景 quickstart-long-name', 10)).toEqual(['场景', 'quickstart', '-long-name']);
});

it('loses nothing but spaces at the ends of lines', () => {
  const text = '本次彩排无法说明直播的好坏。请先解决以下问题，再重新彩排：a b （c）';
  for (let width = 4; width < 60; width++) {
    const lines = wrap(text, width);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
  }
});
