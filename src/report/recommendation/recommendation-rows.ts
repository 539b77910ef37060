import type { Advice, Recommendation, Standing, StepUp, TriedRung } from '../../model/result/recommendation.ts';
import { metricLabel } from '../facts/explain.ts';
import { RECOMMENDATION_WORDS as WORDS } from '../messages/recommendation-words.ts';
import { fill, GAP, joinTexts, plain, type Text } from '../messages/words.ts';
import { formatActual, formatBound, formatLimit, formatQuantity, quantityText } from '../text/format.ts';
import { regionName } from '../text/names.ts';

/** Advice, formatted the same for every report format. */
export interface AdviceRow {
  readonly outcome: Advice['outcome'];
  /** "H264 1280×720 30 fps, 2 Mbps"; absent where nothing fits. */
  readonly rung?: Text;
  readonly evidence: Text;
  /** Next rung up: name, gain and cost; absent at the top. */
  readonly step?: { readonly name: Text; readonly price: Text };
}

/** Formats the advice for the given regions. */
export function adviceRow(advice: Advice, regions: readonly string[], found: Recommendation): AdviceRow {
  const { outcome, rung, stepUp } = advice;
  const step = stepUp && {
    name: fill(outcome === 'none' ? WORDS.lightest : WORDS.stepUp, {}),
    price: priceText(stepUp, outcome === 'none', found),
  };
  if (outcome === 'none' || rung === undefined) return { outcome, evidence: WORDS.none, ...(step && { step }) };
  const own = regions.map((region) => standingIn(found, rung, region));
  const fewest = own.toSorted((a, b) => a.passes - b.passes)[0];
  const share = quantityText(advice.notExcludedShare, 'fraction');
  const counts = { share, passes: fewest?.passes ?? 0, takes: (fewest?.passes ?? 0) + (fewest?.fails ?? 0) };
  const { clarity } = rungOf(found, rung);
  const evidence = [
    fill(WORDS[outcome], counts),
    ...(clarity === undefined ? [] : [fill(WORDS.clarityOf, { clarity: formatQuantity(clarity, 'similarity') })]),
  ];
  return { outcome, rung: rungText(rungOf(found, rung)), evidence: joinTexts(evidence, GAP), ...(step && { step }) };
}

/** Returns "H264 1280×720 30 fps, 2 Mbps". */
export function rungText({ video }: Pick<TriedRung, 'video'>): Text {
  const { codec, width, height, fps, bitrateBps } = video;
  const values = { codec: codec.toUpperCase(), width, height, fps: formatLimit(fps, 'fps') };
  return fill(WORDS.rung, { ...values, bitrate: formatLimit(bitrateBps, 'bps') });
}

/** Finds a rung by name; throws if there is none. */
function rungOf({ rungs }: Recommendation, name: string): TriedRung {
  const found = rungs.find((rung) => rung.name === name);
  if (found === undefined) throw new Error(`no rung ${name}`);
  return found;
}

/** Finds the standing of a rung in a region; throws if there is none. */
export function standingIn({ standings }: Recommendation, rung: string, region: string): Standing {
  const found = standings.find((standing) => standing.rung === rung && standing.region === region);
  if (found === undefined) throw new Error(`no standing of ${rung} in ${region}`);
  return found;
}

function priceText(step: StepUp, isLightest: boolean, found: Recommendation): Text {
  const rung = rungText(rungOf(found, step.rung));
  const more = fill(WORDS.more, { rung, bitrate: formatQuantity(step.moreBps, 'bps') });
  const clarity =
    step.moreClarity === undefined
      ? plain('')
      : fill(WORDS.moreClarity, { clarity: formatQuantity(step.moreClarity, 'similarity') });
  const head = isLightest ? rung : joinTexts([more, clarity], plain(''));
  return joinTexts([head, whyText(step, found)], { en: '. ', zh: '。' });
}

function whyText({ why, region, worst, fails = 0, takes = 0, ruledOutBy, rung }: StepUp, found: Recommendation): Text {
  const place = region === undefined ? plain('') : regionName(found.scenario.regions, region);
  switch (why) {
    case 'unmeasurable':
      return fill(WORDS.unmeasurable, { reason: rungOf(found, rung).unmeasurable ?? '' });
    case 'ruled-out': {
      const lighter = ruledOutBy === undefined ? plain('') : rungText(rungOf(found, ruledOutBy));
      return fill(WORDS.ruledOut, { region: place, lighter });
    }
    case 'beyond':
      if (worst !== undefined)
        return fill(WORDS.beyond, {
          ...{ region: place, metric: metricLabel(found, worst.metric), fails, takes },
          ...{ actual: formatActual(worst), bound: formatBound(worst) },
        });
      return fill(WORDS.open, { region: place });
    case 'open':
      return fill(WORDS.open, { region: place });
  }
}

/** Says how sure the answer of the search is. */
export function certaintyText({ certainty, takes }: Recommendation): Text {
  const share = (value: number) => formatLimit(value, 'fraction');
  return fill(WORDS.howText, {
    ...{ bad: share(certainty.badShare), good: share(certainty.goodShare), alpha: share(certainty.alpha) },
    ...{ provenBad: share(certainty.provenBadShare), provenAlpha: share(certainty.provenAlpha) },
    ...takes,
  });
}
