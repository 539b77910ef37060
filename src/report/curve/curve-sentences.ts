import type { CurveComparison, Curves } from '../../model/result/curves.ts';
import { CURVE_WORDS, NO_BD_RATE_WORDS } from '../messages/curve-words.ts';
import { fill, GAP, joinTexts, plain, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';
import { regionName } from '../text/names.ts';

/** Fewest seeds whose interval rules out anything at 0.05. */
const LEAST_FOR_INTERVAL = 5;

/** Returns "31 % fewer bits". */
function shareText(fraction: number): Text {
  const share = formatQuantity(Math.abs(fraction), 'fraction');
  if (Number.parseFloat(share) === 0) return CURVE_WORDS.same;
  return fill(fraction < 0 ? CURVE_WORDS.fewer : CURVE_WORDS.more, { share });
}

/** Returns "28 % to 35 %" where both ends are on one side, "2 % fewer to 3 % more" where they are not. */
function spanText(low: number, high: number): Text {
  const side = (value: number) => ({ share: formatQuantity(Math.abs(value), 'fraction') });
  if (low < 0 === high < 0) {
    const [least, most] = [low, high].toSorted((a, b) => Math.abs(a) - Math.abs(b)) as [number, number];
    return fill(CURVE_WORDS.span, { low: side(least).share, high: side(most).share });
  }
  return fill(CURVE_WORDS.span, { low: fill(CURVE_WORDS.less, side(low)), high: fill(CURVE_WORDS.extra, side(high)) });
}

/** Returns what a setting costs in one region: "VP9 takes 31 % fewer bits than H264 at equal clarity (28 % to 35 %), 8 seeds." */
export function comparisonSentence({ anchor, test, bdRate }: CurveComparison): Text {
  const names = { anchor: plain(anchor), test: plain(test) };
  if (bdRate === undefined) return fill(CURVE_WORDS.noSeed, names);
  const { fraction, interval, seeds, dropped } = bdRate;
  const values = { ...names, share: shareText(fraction), seeds };
  const span = spanText(interval.low, interval.high);
  const sentence =
    seeds < LEAST_FOR_INTERVAL ? fill(CURVE_WORDS.tooFew, values) : fill(CURVE_WORDS.inOne, { ...values, span });
  const [reason] = dropped;
  if (reason === undefined) return sentence;
  const without = fill(CURVE_WORDS.without, { count: dropped.length, reason: NO_BD_RATE_WORDS[reason] });
  return joinTexts([sentence, without], GAP);
}

/** Returns a sentence for every setting beside the first, over all regions; one about the first if it is alone. */
export function curveHeadlines({ settings, comparisons, scenario }: Curves): readonly Text[] {
  const [anchor = '', ...others] = settings;
  if (others.length === 0) return [fill(CURVE_WORDS.alone, { setting: plain(anchor) })];
  return others.map((test) => {
    const names = { anchor: plain(anchor), test: plain(test) };
    const known = comparisons
      .filter((each) => each.test === test)
      .flatMap(({ region, bdRate }) => (bdRate === undefined ? [] : [{ region, fraction: bdRate.fraction }]))
      .toSorted((a, b) => a.fraction - b.fraction);
    const [low, high, middle] = [known[0], known.at(-1), known[known.length >> 1]];
    if (low === undefined || high === undefined || middle === undefined) return fill(CURVE_WORDS.unknown, names);
    const where =
      known.length === 1
        ? fill(CURVE_WORDS.inRegion, { region: regionName(scenario.regions, low.region) })
        : fill(CURVE_WORDS.betweenRegions, { span: spanText(low.fraction, high.fraction) });
    return fill(CURVE_WORDS.headline, { ...names, share: shareText(middle.fraction), where });
  });
}
