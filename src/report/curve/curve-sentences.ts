import { medianOf } from '../../metrics/series/values.ts';
import type { CurveComparison, Curves } from '../../model/result/curves.ts';
import { CURVE_WORDS, NO_BD_RATE_WORDS } from '../messages/curve-words.ts';
import { ENUMERATION, fill, GAP, joinTexts, plain, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';
import { regionName } from '../text/names.ts';

/** Share of the qualities below which it is said that a BD-rate is about a part of them alone. */
const LEAST_COMMON = 0.5;
/** Bitrates that a BD-rate is meant for (VCEG-M33). */
const USUAL_RATES = 4;

/** Returns -1 for fewer bits, 1 for more, 0 for a share that is shown as 0 %. */
function sideOf(fraction: number): number {
  return Number.parseFloat(formatQuantity(Math.abs(fraction), 'fraction')) === 0 ? 0 : Math.sign(fraction);
}

/** Returns "31 % fewer bits than H264", or "as many bits as H264". */
function shareText(fraction: number, anchor: Text): Text {
  const share = formatQuantity(Math.abs(fraction), 'fraction');
  const side = sideOf(fraction);
  const words = side === 0 ? CURVE_WORDS.same : side < 0 ? CURVE_WORDS.fewer : CURVE_WORDS.more;
  return fill(words, { share, anchor });
}

/** Returns "28 % to 35 %" where both ends are on the side of what they are about, else "2 % fewer to 3 % more". */
function spanText(low: number, high: number, about: number): Text {
  const side = sideOf(about);
  const share = (value: number) => formatQuantity(Math.abs(value), 'fraction');
  if ([low, high].every((end) => [side, 0].includes(sideOf(end)))) {
    const [least, most] = side < 0 ? [high, low] : [low, high];
    return fill(CURVE_WORDS.span, { low: share(least), high: share(most) });
  }
  const end = (value: number) => {
    if (sideOf(value) === 0) return plain(share(value));
    return fill(value < 0 ? CURVE_WORDS.less : CURVE_WORDS.extra, { share: share(value) });
  };
  return fill(CURVE_WORDS.span, { low: end(low), high: end(high) });
}

/** Returns what a setting costs in one region: "VP9 takes 31 % fewer bits than H264 at equal clarity (28 % to 35 %), 8 seeds." */
export function comparisonSentence({ anchor, test, bdRate }: CurveComparison): Text {
  const names = { anchor: plain(anchor), test: plain(test) };
  if (bdRate === undefined) return fill(CURVE_WORDS.noSeed, names);
  const { fraction, interval, commonShare = 1, seeds, dropped } = bdRate;
  const values = { ...names, share: shareText(fraction, names.anchor), seeds };
  const sentence =
    interval === undefined
      ? fill(CURVE_WORDS.tooFew, values)
      : fill(CURVE_WORDS.inOne, { ...values, span: spanText(interval.low, interval.high, fraction) });
  const partly =
    commonShare < LEAST_COMMON ? [fill(CURVE_WORDS.partly, { share: formatQuantity(commonShare, 'fraction') })] : [];
  const without = [...new Set(dropped)].map((reason) => {
    const count = dropped.filter((each) => each === reason).length;
    return fill(CURVE_WORDS.without, { count, reason: NO_BD_RATE_WORDS[reason] });
  });
  return joinTexts([sentence, ...partly, ...without], GAP);
}

/** Returns a sentence for every setting beside the first, over all regions, or about the first if it is alone; and one for those left out. */
export function curveHeadlines(curves: Curves): readonly Text[] {
  const { settings, leftOut = [] } = curves;
  const [anchor = '', ...others] = settings;
  return [
    ...(others.length === 0
      ? [fill(CURVE_WORDS.alone, { setting: plain(anchor) })]
      : headlines(anchor, others, curves)),
    ...(others.length > 0 && settings.some((setting) => ratesOf(setting, curves) < USUAL_RATES)
      ? [CURVE_WORDS.fewRates]
      : []),
    ...(leftOut.length === 0 ? [] : [fill(CURVE_WORDS.leftOut, { list: joinTexts(leftOut.map(plain), ENUMERATION) })]),
  ];
}

function ratesOf(wanted: string, { rows }: Curves): number {
  return new Set(rows.filter(({ setting }) => setting === wanted).map(({ askedBps }) => askedBps)).size;
}

function headlines(anchor: string, others: readonly string[], { comparisons, scenario }: Curves): readonly Text[] {
  return others.map((test) => {
    const names = { anchor: plain(anchor), test: plain(test) };
    const known = comparisons
      .filter((each) => each.test === test)
      // A minority of the seeds says nothing of the others.
      .flatMap(({ region, bdRate }) =>
        bdRate === undefined || bdRate.dropped.length > bdRate.seeds ? [] : [{ region, ...bdRate }],
      )
      .toSorted((a, b) => a.fraction - b.fraction);
    const [low, high, middle] = [known[0], known.at(-1), medianOf(known.map(({ fraction }) => fraction))];
    if (low === undefined || high === undefined || middle === undefined) return fill(CURVE_WORDS.unknown, names);
    const where =
      known.length === 1
        ? fill(CURVE_WORDS.inRegion, { region: regionName(scenario.regions, low.region) })
        : fill(CURVE_WORDS.betweenRegions, { span: spanText(low.fraction, high.fraction, middle) });
    const headline = fill(CURVE_WORDS.headline, { ...names, share: shareText(middle, names.anchor), where });
    const isCertain = known.some(({ interval }) => interval !== undefined);
    return isCertain ? headline : joinTexts([headline, CURVE_WORDS.maybeChance], GAP);
  });
}
