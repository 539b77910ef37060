import type { Result } from '../../model/result/result.ts';
import { explain, metricLabel } from '../facts/explain.ts';
import { wholePercent } from '../facts/mean-host.ts';
import { invalidReasonText } from '../messages/invalid-words.ts';
import { SCREEN_WORDS } from '../messages/screen-words.ts';
import { fill, type Text, WORDS } from '../messages/words.ts';
import { formatActual } from '../text/format.ts';
import { regionName, withinSentence } from '../text/names.ts';
import { boundsText, usedShare } from './bounds-text.ts';

/** Seeds below which READY advises more of them: 8 leave 31 % (1 - 0.05^(1/8)). */
const ENOUGH_SEEDS = 8;

/** Returns the one sentence of why: the worst finding, the number closest to its limit, or the first error. */
export function whySentence(result: Result): Text {
  if (result.outcome === 'invalid') return invalidSentence(result);
  const [worst] = explain(result);
  if (worst !== undefined)
    return fill(result.outcome === 'ready' ? SCREEN_WORDS.close : SCREEN_WORDS.of, {
      region: worst.label,
      sentence: worst.sentence,
    });
  const closest = result.verdicts
    .flatMap((verdict) => {
      const used = usedShare(verdict, result.scenario);
      return used === undefined ? [] : [{ verdict, used }];
    })
    .toSorted((a, b) => b.used - a.used)[0]?.verdict;
  if (closest === undefined) return WORDS.headlineReady;
  return fill(SCREEN_WORDS.nearest, {
    region: regionName(result.scenario.regions, closest.region),
    metric: withinSentence(metricLabel(result, closest.metric)),
    actual: formatActual(closest),
    bound: boundsText(closest),
  });
}

function invalidSentence({ invalidReasons, scenario }: Result): Text {
  const [reason] = invalidReasons;
  if (reason === undefined) return WORDS.headlineInvalidUnexplained;
  const { title, detail } = invalidReasonText(reason, scenario.regions);
  return detail === undefined ? title : fill(SCREEN_WORDS.invalidDetail, { title, detail });
}

/** Returns the one thing to change; undefined for INVALID, which has a command instead. */
export function oneChange(result: Result): Text | undefined {
  const { outcome, worth } = result;
  if (outcome === 'invalid') return undefined;
  const findings = explain(result);
  if (outcome === 'not-ready')
    return findings.find(({ advice }) => advice !== undefined)?.advice ?? SCREEN_WORDS.noSetting;
  const [edge] = findings;
  if (edge !== undefined)
    return fill(SCREEN_WORDS.watch, { metric: withinSentence(metricLabel(result, edge.metric)), region: edge.label });
  if (worth === undefined || worth.cleanSeeds >= ENOUGH_SEEDS) return SCREEN_WORDS.nothing;
  return fill(SCREEN_WORDS.moreSeeds, { share: wholePercent(worth.couldFailFraction) });
}
