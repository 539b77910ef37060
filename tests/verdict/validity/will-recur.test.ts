import { describe, expect, it } from 'vitest';
import { willRecur } from '../../../src/verdict/validity/will-recur.ts';

const because = (signal: string, reason: string) => ({ signal, reason, advice: '' });

describe('willRecur', () => {
  const refused = because('recording-cut-short', 'The take failed before its end: WHIP answered 403.');

  it('is sure of what came twice, word for word, whatever the pace', () => {
    expect(willRecur([refused], [refused])).toBe(true);
  });

  it('gives another chance to what came once, or came otherwise', () => {
    expect(willRecur([], [refused])).toBe(false);
    expect(willRecur([because('recording-cut-short', 'Only 3.0 of 20.0 s were recorded.')], [refused])).toBe(false);
  });

  it.each(['decoder-slow', 'decoder-slow-before-window'])(
    'never gives up on what a slower clock helps: %s',
    (signal) => {
      const reasons = [refused, because(signal, 'In 4 of 20 s.')];
      expect(willRecur(reasons, reasons)).toBe(false);
    },
  );
});
