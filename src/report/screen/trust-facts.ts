import type { Result, TakeResult } from '../../model/result/result.ts';
import { NOTABLE_FACTOR } from '../../model/scenario/slow.ts';
import { wholePercent } from '../facts/mean-host.ts';
import { baseTakes, countedTakes } from '../facts/takes.ts';
import { PACE_WORDS, speedOf } from '../messages/pace-words.ts';
import { SCREEN_WORDS } from '../messages/screen-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';

/** One reason to trust a result, or not to. */
export interface TrustFact {
  readonly id: 'takes' | 'seeds' | 'network' | 'speed';
  readonly label: Text;
  readonly value: Text;
  readonly note?: Text;
  /** Explanation on hover or focus. */
  readonly tip: Text;
  /** Id of the section with the details. */
  readonly target: string;
  /** Undefined where there is nothing to judge. */
  readonly isGood?: boolean;
}

/** Returns what the trust in a result rests on: valid takes, clean seeds, the network, the speed. */
export function trustFacts(result: Result): readonly TrustFact[] {
  const takes = baseTakes(result.takes);
  return takes.length === 0 ? [] : [takesFact(takes), seedsFact(result, takes), networkFact(takes), speedFact(takes)];
}

function takesFact(takes: readonly TakeResult[]): TrustFact {
  const valid = takes.filter(({ outcome }) => outcome !== 'invalid').length;
  return {
    ...{ id: 'takes', label: SCREEN_WORDS.takes, tip: SCREEN_WORDS.takesTip, target: 'takes' },
    value: plain(`${valid} / ${takes.length}`),
    isGood: valid > 0,
  };
}

function seedsFact({ worth }: Result, takes: readonly TakeResult[]): TrustFact {
  const seeds = new Set(takes.map(({ seed }) => seed));
  const clean = new Set(takes.filter(({ outcome }) => outcome === 'ready').map(({ seed }) => seed));
  const fact = { id: 'seeds', label: SCREEN_WORDS.seeds, tip: SCREEN_WORDS.seedsTip, target: 'takes' } as const;
  if (worth !== undefined)
    return {
      ...fact,
      value: plain(`${worth.cleanSeeds} / ${seeds.size}`),
      note: fill(SCREEN_WORDS.couldFail, { share: wholePercent(worth.couldFailFraction) }),
    };
  const failed = new Set(takes.filter(({ outcome }) => outcome === 'not-ready').map(({ seed }) => seed));
  return {
    ...fact,
    value: plain(`${clean.size} / ${seeds.size}`),
    ...(failed.size > 0 && { note: fill(SCREEN_WORDS.someFail, { count: failed.size }), isGood: false }),
  };
}

/** Counts the paths that were as asked, over all takes that count. */
function networkFact(takes: readonly TakeResult[]): TrustFact {
  const paths = countedTakes(takes).flatMap(({ calibration }) => calibration?.paths ?? []);
  const good = paths.filter(({ checks }) => checks.every(({ outcome }) => outcome === 'ok')).length;
  const fact = { id: 'network', label: SCREEN_WORDS.network, tip: SCREEN_WORDS.networkTip } as const;
  if (paths.length === 0) return { ...fact, value: SCREEN_WORDS.notProbed, target: 'network' };
  return {
    ...fact,
    value: fill(SCREEN_WORDS.paths, { count: `${good} / ${paths.length}` }),
    target: 'calibration',
    isGood: good === paths.length,
  };
}

function speedFact(takes: readonly TakeResult[]): TrustFact {
  const paces = takes.flatMap(({ pace }) => pace ?? []);
  const fact = { id: 'speed', label: SCREEN_WORDS.speed, tip: SCREEN_WORDS.speedTip, target: 'machine' } as const;
  if (paces.length === 0) return { ...fact, value: SCREEN_WORDS.unknown };
  const isOwn = paces.every(({ mostFactor }) => mostFactor < NOTABLE_FACTOR);
  return { ...fact, value: isOwn ? PACE_WORDS.ownSpeed : fill(SCREEN_WORDS.factor, { speed: speedOf(paces) }) };
}
