import { findMetric } from '../../metrics/registry.ts';
import type { Diagnosis, Effect, TrialEffect } from '../../model/result/diagnosis.ts';
import { PROOF_WORDS, TRIAL_WORDS } from '../messages/diagnosis-words.ts';
import { fill, joinTexts, plain, SEMICOLON, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';
import { regionName } from '../text/names.ts';

/** Shares of time at a standstill, of which the first that is bad enough is explained. An ideal way always takes latency away. */
const EXPLAINED = ['stutterRate200', 'audioStutterRate'];
/** Share of the time from which a standstill is worth explaining. Assumption. */
const WORTH_EXPLAINING = 0.01;
/** Share of the number that must go away for a part to have helped, and for it to be the cause. Assumptions. */
const HELPED = 0.25;
const CAUSED = 0.5;
/** Share of what the best trial took away, from which another may as well be the cause. */
const NEARLY_AS_MUCH = 0.7;
/** Loss of a part beside which another, which lost this many times less, can only have made repairs quicker. */
const MUCH_LESS = 3;
/** Seeds from which the interval is a test. */
const ENOUGH_SEEDS = 5;

interface Helper extends Effect {
  readonly trial: TrialEffect;
  readonly asRehearsed: number;
  readonly takenAway: number;
}

/** Says for each region which part is proven to be the cause of its standstills, and why other parts may help too. */
export function provenCauses(found: Diagnosis): readonly Text[] {
  return found.scenario.regions.flatMap(({ id }) => {
    const metric = EXPLAINED.find((each) =>
      effectsIn(found, id, each).some(({ asRehearsed }) => asRehearsed >= WORTH_EXPLAINING),
    );
    return metric === undefined ? [] : [sentence(found, id, metric)];
  });
}

function effectsIn({ trials }: Diagnosis, region: string, metric: string): readonly Helper[] {
  return trials.flatMap((trial) =>
    trial.effects.flatMap((effect) => {
      const { asRehearsed, takenAway } = effect;
      const isMeant = effect.region === region && effect.metric === metric;
      return isMeant && asRehearsed !== undefined && takenAway !== undefined
        ? [{ ...effect, trial, asRehearsed, takenAway }]
        : [];
    }),
  );
}

function sentence(found: Diagnosis, region: string, metric: string): Text {
  const helpers = effectsIn(found, region, metric)
    .filter(({ takenAway, asRehearsed, interval }) => takenAway >= HELPED * asRehearsed && (interval?.low ?? 0) > 0)
    .toSorted((a, b) => b.takenAway - a.takenAway);
  const place = regionName(found.scenario.regions, region);
  const number = findMetric(metric)?.label ?? plain(metric);
  const causes = causesAmong(helpers);
  const [cause] = causes;
  if (cause === undefined) {
    const played = found.trials.filter(({ takes }) => takes > 0).length;
    const values = { region: place, number, played, all: found.trials.length };
    return fill(played < found.trials.length ? PROOF_WORDS.noneYet : PROOF_WORDS.none, values);
  }
  if (causes.length > 1) {
    const names = joinTexts(
      causes.map((each) => nameOf(found, each)),
      PROOF_WORDS.or,
    );
    return fill(PROOF_WORDS.either, { region: place, number, names });
  }
  const { trial, takenAway, asRehearsed, pairs, unit } = cause;
  const parts = [
    fill(pairs >= ENOUGH_SEEDS ? PROOF_WORDS.proven : PROOF_WORDS.likely, {
      ...{ region: place, number, cause: nameOf(found, cause) },
      ...{ taken: formatQuantity(takenAway, unit), of: formatQuantity(asRehearsed, unit) },
    }),
    ...(trial.lost === undefined ? [] : [fill(PROOF_WORDS.lost, { lost: formatQuantity(trial.lost, 'fraction') })]),
    ...helpers.filter((each) => each !== cause).map((each) => alsoText(found, each)),
  ];
  return joinTexts(parts, SEMICOLON);
}

/**
 * Returns the helpers that may be the cause. Of several that took away nearly as much, it is the one that lost by far the most
 * packets. A smaller stream eases every line, so that it is the cause only where no part is.
 */
function causesAmong(helpers: readonly Helper[]): readonly Helper[] {
  const parts = helpers.filter(({ trial }) => trial.kind !== 'half-bitrate');
  const able = (parts.length > 0 ? parts : helpers).filter(
    ({ takenAway, asRehearsed }) => takenAway >= CAUSED * asRehearsed,
  );
  const near = able.filter(({ takenAway }) => takenAway >= NEARLY_AS_MUCH * (able[0]?.takenAway ?? 0));
  const byLoss = near
    .flatMap((helper) => {
      const lost = lostBy(helper);
      return lost === undefined ? [] : [{ helper, lost }];
    })
    .toSorted((a, b) => b.lost - a.lost);
  const [first, second] = byLoss;
  // Where the loss of some is unknown, loss cannot distinguish one from the others.
  if (first === undefined || second === undefined || byLoss.length < near.length) return near;
  return first.lost > MUCH_LESS * second.lost ? [first.helper] : near;
}

/** Returns the share of the packets that a part lost, none for what is no part of the way; undefined where nobody counted. */
function lostBy({ trial: { kind, lost } }: Helper): number | undefined {
  return kind === 'device' || kind === 'half-bitrate' ? 0 : lost;
}

function alsoText(found: Diagnosis, helper: Helper): Text {
  const { trial, takenAway, unit } = helper;
  const values = { name: nameOf(found, helper), taken: formatQuantity(takenAway, unit) };
  if (trial.kind === 'half-bitrate') return fill(PROOF_WORDS.smaller, values);
  if (trial.lost === undefined) return fill(PROOF_WORDS.also, values);
  return fill(PROOF_WORDS.quicker, { ...values, lost: formatQuantity(trial.lost, 'fraction') });
}

function nameOf({ scenario }: Diagnosis, { trial: { kind, region } }: Helper): Text {
  return fill(TRIAL_WORDS[kind], { region: region === undefined ? '' : regionName(scenario.regions, region) });
}
