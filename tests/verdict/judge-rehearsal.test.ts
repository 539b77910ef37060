import { describe, expect, it } from 'vitest';
import type { InvalidReason, Validity, Verdict, VerdictOutcome } from '../../src/model/result/verdict.ts';
import { type JudgedTake, judgeRehearsal, takeInvalidReasons, takeOutcome } from '../../src/verdict/judge-rehearsal.ts';
import { NOT_SETTLED, SOUND_FOLLOWING } from '../../src/verdict/judge-take.ts';

const VALID: Validity = { valid: true, reasons: [], invalidSeconds: [] };
const BUSY: InvalidReason = {
  signal: 'host-busy',
  reason: 'In 9 of 30 s.',
  advice: 'Close other programs.',
  seconds: 9,
};
const INVALID: Validity = { valid: false, reasons: [BUSY], invalidSeconds: [] };

const verdict = (outcome: VerdictOutcome, actual?: number, region = 'sea'): Verdict => ({
  metric: 'stutterRate',
  statistic: 'value',
  region,
  comparison: '<=',
  limit: 0.03,
  unit: 'fraction',
  outcome,
  ...(actual === undefined ? { reason: 'nothing came' } : { actual }),
});

const take = (seed: number, validity: Validity, ...verdicts: readonly Verdict[]): JudgedTake => ({
  seed,
  validity,
  verdicts,
});
const READY = take(1, VALID, verdict('pass', 0.01));
const NOT_READY = take(2, VALID, verdict('fail', 0.2));
const SPOILT = take(3, INVALID, verdict('fail', 0.9));

describe('one take', () => {
  it.each([
    ['ready', VALID, ['pass', 'warn']],
    ['not-ready', VALID, ['pass', 'fail']],
    ['not-ready', VALID, ['fail', 'no-data']],
    ['invalid', VALID, ['pass', 'no-data']],
    ['not-ready', VALID, ['fail', 'uncertain']],
    ['invalid', VALID, ['pass', 'uncertain']],
    ['invalid', VALID, []],
    ['invalid', INVALID, ['fail']],
    ['invalid', INVALID, ['pass']],
  ] as const)('is %s (%o, %o)', (outcome, validity, outcomes) => {
    const verdicts = outcomes.map((each) => verdict(each, each === 'no-data' ? undefined : 0.1));
    expect(takeOutcome(validity, verdicts)).toBe(outcome);
    expect(takeInvalidReasons(validity, verdicts).length > 0).toBe(outcome === 'invalid');
  });
});

describe('a rehearsal', () => {
  it('is ready only if every take is', () => {
    expect(judgeRehearsal([READY, READY]).outcome).toBe('ready');
    expect(judgeRehearsal([READY, SPOILT]).outcome).toBe('invalid');
    expect(judgeRehearsal([READY, NOT_READY]).outcome).toBe('not-ready');
  });

  it('is not ready if one valid take is not, however many are invalid', () =>
    expect(judgeRehearsal([SPOILT, NOT_READY, SPOILT]).outcome).toBe('not-ready'));

  it('says which number was too near which limit', () => {
    const near = { ...verdict('uncertain', 0.0291), error: 0.0042 };
    expect(judgeRehearsal([take(5, VALID, near)]).invalidReasons).toMatchObject([
      { signal: 'within-error', reason: expect.stringContaining('stutterRate in sea (0.0291 ± 0.0042 against 0.03)') },
    ]);
  });

  it('says which number has an unknown error', () =>
    expect(judgeRehearsal([take(5, VALID, verdict('uncertain', 0.0291))]).invalidReasons).toMatchObject([
      {
        signal: 'error-unknown',
        reason: expect.stringContaining('not known: stutterRate in sea (0.0291 against 0.03)'),
      },
    ]));

  it('says whose jitter buffer had not settled, apart from unknown errors', () => {
    const unsettled = { ...verdict('uncertain', 0.2), viewer: 'sea-2', reason: NOT_SETTLED };
    expect(judgeRehearsal([take(5, VALID, unsettled)])).toMatchObject({
      outcome: 'invalid',
      invalidReasons: [{ signal: 'not-settled', reason: expect.stringContaining('stutterRate in sea (sea-2)') }],
    });
  });

  it('says whose sound was still following its picture', () => {
    const following = { ...verdict('uncertain', 0.2), viewer: 'sea-2', reason: SOUND_FOLLOWING };
    expect(judgeRehearsal([take(5, VALID, following)])).toMatchObject({
      outcome: 'invalid',
      invalidReasons: [{ signal: 'sound-following', reason: expect.stringContaining('stutterRate in sea (sea-2)') }],
    });
  });

  it('ignores a take that the machine spoilt once another under the same seed is valid', () => {
    const again = take(3, VALID, verdict('pass', 0.01));
    expect(judgeRehearsal([READY, SPOILT, again])).toMatchObject({ outcome: 'ready', invalidReasons: [] });
    expect(judgeRehearsal([READY, SPOILT, SPOILT]).outcome).toBe('invalid');
    expect(judgeRehearsal([READY, SPOILT, take(4, VALID, verdict('pass', 0.01))]).outcome).toBe('invalid');
    // A replay only replaces what the machine spoilt: a failure that was seen stays.
    expect(judgeRehearsal([NOT_READY, take(2, VALID, verdict('pass', 0.01))]).outcome).toBe('not-ready');
  });

  it('is invalid without takes', () =>
    expect(judgeRehearsal([])).toMatchObject({
      outcome: 'invalid',
      invalidReasons: [{ signal: 'no-take' }],
      verdicts: [],
    }));

  it('shows per budget and region the worst valid take, and never an invalid one', () => {
    const worse = take(4, VALID, verdict('pass', 0.02), verdict('warn', 0.04, 'africa'));
    expect(judgeRehearsal([READY, worse, SPOILT]).verdicts).toMatchObject([
      { region: 'sea', actual: 0.02, seed: 4 },
      { region: 'africa', actual: 0.04, seed: 4, outcome: 'warn' },
    ]);
    expect(judgeRehearsal([SPOILT]).verdicts).toEqual([]);
  });

  it('says for which seeds a reason holds, with the worst of them', () => {
    const worst: Validity = { ...INVALID, reasons: [{ ...BUSY, reason: 'In 20 of 30 s.', seconds: 20 }] };
    expect(judgeRehearsal([SPOILT, take(7, worst)]).invalidReasons).toEqual([
      { ...BUSY, reason: 'seed 3, 7: In 20 of 30 s.', seconds: 20 },
    ]);
    expect(judgeRehearsal([SPOILT]).invalidReasons).toEqual([BUSY]);
    // Played again and spoilt again: one seed all the same.
    expect(judgeRehearsal([SPOILT, take(7, worst), take(7, worst)]).invalidReasons).toEqual([
      { ...BUSY, reason: 'seed 3, 7: In 20 of 30 s.', seconds: 20 },
    ]);
  });

  it('names a load that was never on the network once, however many limits it leaves unproven', () => {
    const reason = "the publisher's picture needed only 74 of 2000 kbps: the load asked for was never on the network";
    const unproven = (region: string) => ({ ...verdict('no-data', undefined, region), reason });
    expect(judgeRehearsal([take(1, VALID, unproven('sea'), unproven('africa'))])).toMatchObject({
      outcome: 'invalid',
      invalidReasons: [{ signal: 'load-missing', reason: `The ${reason.slice('the '.length)}.` }],
    });
  });

  it('names the missing data that keeps a take from being ready', () =>
    expect(judgeRehearsal([take(1, VALID, verdict('no-data'))])).toMatchObject({
      outcome: 'invalid',
      invalidReasons: [{ signal: 'no-data', reason: 'No data for a budget: stutterRate in sea (nothing came).' }],
    }));
});
