import { describe, expect, it } from 'vitest';
import { compareRehearsals } from '../src/compare/compare-rehearsals.ts';
import type { Result } from '../src/model/result/result.ts';
import { readResult } from '../src/result/read-result.ts';
import { answerQuestions } from '../src/verdict/compare/answer-questions.ts';
import { marginOf } from '../src/verdict/compare/margins.ts';
import { measuredNumbers } from '../src/verdict/compare/measured-number.ts';
import { regionsOfOwnJoins } from '../src/verdict/compare/own-joins.ts';
import { pairSeeds, valuesUnder } from '../src/verdict/compare/pair-seeds.ts';
import { ALPHA, ONE_LOOK } from '../src/verdict/compare/statistics/alpha.ts';
import { drawsOf } from './verdict/compare/draws.ts';

/** 1 Mbps, 1 Mbps again and 4 Mbps over lines of 2 Mbps: scripts/record-comparison.ts. */
const recorded = await readResult(new URL('./fixtures/comparison', import.meta.url).pathname);

/** 2.5 Mbps, 2.5 Mbps again and 2.4 Mbps over lines of 6 Mbps: the same script. */
const nudge = await readResult(new URL('./fixtures/nudge', import.meta.url).pathname);

/** A rehearsal of some of the recorded variants alone, as if nothing else had been played. */
function only(names: readonly string[], seeds?: readonly number[], from = recorded): Result {
  const takes = from.takes
    .filter(({ variant = '', seed }) => names.includes(variant) && (seeds === undefined || seeds.includes(seed)))
    .map(({ variant: _, ...take }) => take);
  const { variants = [], ...scenario } = from.scenario;
  const broadcast = variants.find(({ name }) => name === names[0])?.broadcast ?? scenario.broadcast;
  return { ...from, takes, scenario: { ...scenario, broadcast } };
}

const compare = (baseline: Result, candidate: Result) =>
  compareRehearsals({ name: 'before', result: baseline }, { name: 'after', result: candidate }, ONE_LOOK);

describe('real rehearsals', () => {
  it('are never regressed against the same setting, whichever seeds are looked at', () => {
    const seeds = [...new Set(recorded.takes.map(({ seed }) => seed))];
    const [base, again] = [only(['base']), only(['again'])];
    const outcomes = [compare(base, again), compare(again, base)];
    for (const left of seeds) {
      const some = seeds.filter((seed) => seed !== left);
      outcomes.push(compare(only(['base'], some), only(['again'], some)));
    }
    expect(outcomes.length).toBeGreaterThanOrEqual(10);
    for (const { outcome, changes } of outcomes) {
      expect(['no-worse', 'inconclusive', 'invalid', 'improved']).toContain(outcome);
      expect(changes.filter((change) => change.isBudgeted && change.outcome === 'regressed')).toEqual([]);
    }
  });

  it('are regressed from 1 to 4 Mbps over a line of 2 Mbps: stutter and latency, in both regions', () => {
    const { outcome, changes } = compare(only(['base', 'again']), only(['four']));
    expect(outcome).toBe('regressed');
    for (const region of ['near', 'far'])
      for (const metric of ['stutterRate', 'latency', 'frameRate'])
        expect(changes.find((change) => change.region === region && change.metric === metric)?.outcome).toBe(
          'regressed',
        );
  });

  it('are improved in stutter the other way round', () => {
    const { changes } = compare(only(['four']), only(['base', 'again']));
    for (const region of ['near', 'far'])
      expect(changes.find((change) => change.region === region && change.metric === 'stutterRate')?.outcome).toBe(
        'improved',
      );
  });
});

describe('a real change from 2.5 to 2.4 Mbps', () => {
  const arm = (name: string) => only([name], undefined, nudge);

  it.each([
    ['base', 'nudge'],
    ['again', 'nudge'],
    ['nudge', 'base'],
    ['base', 'again'],
    ['again', 'base'],
  ])('from %s to %s is no worse or cannot be told, never red', (before, after) => {
    const { outcome, pairedSeeds } = compare(arm(before), arm(after));
    expect(pairedSeeds.length).toBeGreaterThanOrEqual(5);
    expect(['no-worse', 'inconclusive']).toContain(outcome);
  });

  it('shows what the encoder made of it', () => {
    const targets = (name: string) =>
      arm(name).takes.flatMap(({ outcome, encoder }) =>
        outcome === 'invalid' ? [] : (encoder?.video[0]?.targetBps ?? []),
      );
    expect(Math.max(...targets('nudge'))).toBeLessThanOrEqual(2.4e6);
    expect(Math.max(...targets('base'))).toBeGreaterThan(2.4e6);
  });
});

/** 2.5 Mbps twice and 2.4 Mbps over three regions with weather, elastic time and settled jitter buffers: the same script. */
const settled = await readResult(new URL('./fixtures/settled', import.meta.url).pathname);

describe('settled takes of one setting', () => {
  const regions = settled.scenario.regions.map(({ id }) => id);
  const ownJoins = regionsOfOwnJoins(settled.scenario.regions, []);
  const options = { regions, metrics: settled.metrics, takes: settled.takes, changeLimits: {}, marginOf, ownJoins };
  const numbers = measuredNumbers(options).filter(({ isBudgeted }) => isBudgeted);
  const arm = (name: string) => settled.takes.filter(({ variant }) => variant === name);
  const { pairs } = pairSeeds(arm('base'), arm('again'));

  it('are all valid, and repeat to half a margin in every number that decides', () => {
    expect(settled.takes.every(({ outcome }) => outcome === 'ready')).toBe(true);
    expect(pairs).toHaveLength(5);
    for (const number of numbers) {
      const squares = pairs.flatMap((pair) => {
        const values = valuesUnder(pair, number);
        return values === undefined ? [] : [(values.candidate - values.baseline) ** 2];
      });
      const typical = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
      expect.soft(typical / number.margin, `${number.region} ${number.metric.id}`).toBeLessThanOrEqual(0.55);
    }
  });

  it('are no worse by eight seeds in nine of ten comparisons, and hardly ever regressed: pairs drawn whole, with either sign', () => {
    const rows = pairs.map((pair) =>
      numbers.map((number) => {
        const values = valuesUnder(pair, number);
        return values === undefined ? undefined : (values.candidate - values.baseline) / number.margin;
      }),
    );
    const { random } = drawsOf(8);
    const outcomes = Array.from({ length: 60 }, () => {
      const drawn = Array.from({ length: 8 }, () => {
        const sign = random() < 0.5 ? -1 : 1;
        return rows[Math.floor(random() * rows.length)]?.map((each) => each && sign * each);
      });
      const questions = numbers.map((_, k) => ({ margin: 1, worsening: drawn.map((row) => row?.[k]) }));
      return answerQuestions(questions, { alpha: ALPHA, random }).map(({ outcome }) => outcome);
    });
    const share = (is: (answers: readonly string[]) => boolean) => outcomes.filter(is).length / outcomes.length;
    expect(share((answers) => answers.every((each) => each === 'no-worse'))).toBeGreaterThanOrEqual(0.9);
    expect(share((answers) => answers.includes('regressed'))).toBeLessThanOrEqual(ALPHA);
  });

  it.each([
    ['base', 'again'],
    ['again', 'base'],
    ['base', 'nudge'],
    ['nudge', 'base'],
    ['again', 'nudge'],
    ['nudge', 'again'],
  ])('from %s to %s are no worse by five seeds, and say nothing by four', (before, after) => {
    const found = compare(only([before], undefined, settled), only([after], undefined, settled));
    expect(found).toMatchObject({ outcome: 'no-worse', pairedSeeds: [5, 6, 7, 8, 9] });
    const four = [5, 6, 7, 8];
    const { outcome, changes } = compare(only([before], four, settled), only([after], four, settled));
    expect(outcome).toBe('inconclusive');
    expect(changes.some(({ why }) => why === 'too-few-seeds')).toBe(true);
  });
});
