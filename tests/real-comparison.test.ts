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

/** 1 Mbps in H264 twice, in VP9 and in AV1, and 4 Mbps in H264, over two lines of 2 Mbps with weather: the same script. */
const codecs = await readResult(new URL('./fixtures/codecs', import.meta.url).pathname);

describe.each([
  { name: '2.5 Mbps over lines of 6 Mbps', from: settled, seeds: [5, 6, 7, 8, 9], typicalMargins: 0.55 },
  { name: '1 Mbps over lines of 2 Mbps', from: codecs, seeds: [1, 2, 3, 4], typicalMargins: 0.6 },
])('settled takes of one setting, $name', ({ from, seeds, typicalMargins }) => {
  const regions = from.scenario.regions.map(({ id }) => id);
  const ownJoins = regionsOfOwnJoins(from.scenario.regions, []);
  const options = { regions, metrics: from.metrics, takes: from.takes, changeLimits: {}, marginOf, ownJoins };
  const numbers = measuredNumbers(options).filter(({ isBudgeted }) => isBudgeted);
  const arm = (name: string) => from.takes.filter(({ variant }) => variant === name);
  const { pairs } = pairSeeds(arm('base'), arm('again'));
  const inMargins = numbers.map((number) =>
    pairs.map((pair) => {
      const values = valuesUnder(pair, number);
      return values && (values.candidate - values.baseline) / number.margin;
    }),
  );

  it('are all valid, and repeat to about half a margin in every number that decides', () => {
    expect(from.takes.every(({ outcome }) => outcome !== 'invalid')).toBe(true);
    expect([...arm('base'), ...arm('again')].every(({ outcome }) => outcome === 'ready')).toBe(true);
    expect(pairs.map(({ seed }) => seed)).toEqual(seeds);
    numbers.forEach((number, k) => {
      const squares = (inMargins[k] ?? []).flatMap((each) => (each === undefined ? [] : [each ** 2]));
      const typical = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
      expect.soft(typical, `${number.region} ${number.metric.id}`).toBeLessThanOrEqual(typicalMargins);
    });
  });

  it('are no worse by eight seeds in nine of ten comparisons, and hardly ever regressed: pairs drawn whole, with either sign', () => {
    const { random } = drawsOf(8);
    const outcomes = Array.from({ length: 60 }, () => {
      const drawn = Array.from({ length: 8 }, () => ({
        sign: random() < 0.5 ? -1 : 1,
        pair: Math.floor(random() * pairs.length),
      }));
      const questions = inMargins.map((own) => ({
        margin: 1,
        worsening: drawn.map(({ sign, pair }) => own[pair] && sign * own[pair]),
      }));
      return answerQuestions(questions, { alpha: ALPHA, random }).map(({ outcome }) => outcome);
    });
    const share = (is: (answers: readonly string[]) => boolean) => outcomes.filter(is).length / outcomes.length;
    expect(share((answers) => answers.every((each) => each === 'no-worse'))).toBeGreaterThanOrEqual(0.9);
    expect(share((answers) => answers.includes('regressed'))).toBeLessThanOrEqual(ALPHA);
  });
});

describe('settled takes of nearly one setting', () => {
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

describe('settled takes over lines of 2 Mbps', () => {
  const arm = (name: string) => only([name], undefined, codecs);
  const { takes } = codecs;
  /** Candidate less base under each seed; four seeds rule out too little for an interval. */
  const differences = (variant: string, metric: string, region: string) => {
    const { pairs } = pairSeeds(arm('base').takes, arm(variant).takes);
    const { scenario, metrics } = codecs;
    const regions = scenario.regions.map(({ id }) => id);
    const options = {
      regions,
      metrics,
      takes,
      changeLimits: {},
      marginOf,
      ownJoins: regionsOfOwnJoins(scenario.regions, []),
    };
    const number = measuredNumbers(options).find((each) => each.metric.id === metric && each.region === region);
    if (number === undefined) throw new Error(`no ${metric} of ${region}`);
    return pairs.flatMap((pair) => {
      const values = valuesUnder(pair, number);
      return values === undefined ? [] : [values.candidate - values.baseline];
    });
  };

  it('are regressed from 1 to 4 Mbps by few seeds: under each, nothing is seen at all', () => {
    const { outcome, changes, lostSeed, candidate } = compare(arm('base'), arm('four'));
    expect(outcome).toBe('regressed');
    expect(candidate.outcome).toBe('not-ready');
    expect(lostSeed).toMatchObject({ seed: 1, times: 1, state: 'open' });
    for (const region of ['near', 'mobile'])
      for (const metric of ['stutterRate', 'frameRate'])
        expect(changes.find((change) => change.region === region && change.metric === metric)?.outcome).toBe(
          'regressed',
        );
    expect(compare(only(['base'], [1], codecs), only(['four'], [1], codecs)).outcome).not.toBe('no-worse');
  });

  it.each(['again', 'vp9', 'av1'])('are never regressed from H264 to %s at 1 Mbps, nor back', (name) => {
    for (const [before, after] of [
      ['base', name],
      [name, 'base'],
    ] as const) {
      const { outcome, loneFailures, lostSeed } = compare(arm(before), arm(after));
      expect(['no-worse', 'improved', 'inconclusive']).toContain(outcome);
      expect({ loneFailures, lostSeed }).toEqual({ loneFailures: [], lostSeed: undefined });
    }
  });

  it('show what codecs make of the same bits: under every seed AV1 is clearer than H264, VP9 less clear, and neither skips frames', () => {
    const made = (variant: string) =>
      new Set(takes.filter((take) => take.variant === variant).map(({ encoder }) => encoder?.video[0]?.codec));
    expect([made('base'), made('vp9'), made('av1')]).toEqual([new Set(['H264']), new Set(['VP9']), new Set(['AV1'])]);
    for (const region of ['near', 'mobile']) {
      const [av1, vp9] = [differences('av1', 'clarity', region), differences('vp9', 'clarity', region)];
      expect([av1.length, vp9.length]).toEqual([4, 4]);
      expect(Math.min(...av1)).toBeGreaterThan(0.001);
      expect(Math.max(...vp9)).toBeLessThan(-0.003);
      for (const variant of ['av1', 'vp9'])
        expect(Math.min(...differences(variant, 'frameRate', region))).toBeGreaterThanOrEqual(0.75);
    }
  });
});
