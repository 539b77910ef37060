import { describe, expect, it } from 'vitest';
import { displayWidth, pad, wrap } from '../../../src/report/text/display-width.ts';
import { paintIf } from '../../../src/report/text/terminal-style.ts';

describe('display width', () => {
  it('counts Chinese and emoji as two columns, escape codes and combining marks as none', () => {
    expect(displayWidth('雅加达 Jakarta')).toBe(14);
    expect(displayWidth('✅ 👩‍💻')).toBe(5);
    expect(displayWidth('Sa\u0303o')).toBe(3);
    expect(displayWidth(paintIf(true)('READY', 'green', 'bold'))).toBe(5);
  });

  it('pads and cuts to exactly the width', () => {
    expect(pad('雅加达', 8)).toBe('雅加达  ');
    expect(pad('雅加达', 4)).toBe('雅… ');
    expect(pad('1 ms', 6, 'right')).toBe('  1 ms');
  });

  it('wraps at spaces, and inside a word only if it alone is longer', () => {
    expect(wrap('a bb ccc', 4)).toEqual(['a bb', 'ccc']);
    expect(wrap('abc abcd', 4)).toEqual(['abc', 'abcd']);
    expect(wrap('雅加达雅加达', 4)).toEqual(['雅加', '达雅', '加达']);
    expect(wrap('', 4)).toEqual(['']);
  });
});

it('styles text only if told to, whatever stream or environment there is', () => {
  expect(paintIf(false)('READY', 'green')).toBe('READY');
  expect(paintIf(true)('READY', 'green')).toBe('\u001b[32mREADY\u001b[39m');
});
