import type {
  CalibratedPath,
  Calibration,
  CalibrationCheck,
  CalibrationQuantity,
} from '../../model/result/calibration.ts';
import { formatSeconds } from '../text/format-seconds.ts';
import { linkName } from '../text/link-name.ts';
import { NETWORK_WORDS } from './network-words.ts';
import { fill, GAP, plain, type Text, VERDICT_WORDS, WORDS } from './words.ts';

export interface FaultyCheck {
  readonly node: string;
  readonly check: CalibrationCheck;
}

/** Checks that are off, then those that told nothing. */
export function faultyChecks({ paths }: Calibration): FaultyCheck[] {
  const of = (outcome: CalibrationCheck['outcome']) =>
    paths.flatMap(({ node, checks }) =>
      checks.filter((check) => check.outcome === outcome).map((check) => ({ node, check })),
    );
  return [...of('off'), ...of('no-data')];
}

const has = (outcome: CalibrationCheck['outcome']) => (path: CalibratedPath) =>
  path.checks.some((check) => check.outcome === outcome);

/** "8 paths as asked", or how many are not. */
export function calibrationSummary({ paths }: Calibration): Text {
  const count = paths.length;
  const off = paths.filter(has('off')).length;
  if (off > 0) return fill(NETWORK_WORDS.pathsOff, { off, count });
  const unknown = paths.filter(has('no-data')).length;
  if (unknown > 0) return fill(NETWORK_WORDS.pathsUnknown, { unknown, count });
  return count === 1 ? NETWORK_WORDS.asAskedOne : fill(NETWORK_WORDS.asAsked, { count });
}

export function probedIn({ durationMs, attempts }: Calibration): Text {
  const words = attempts > 1 ? NETWORK_WORDS.probedAgain : NETWORK_WORDS.probedIn;
  return fill(words, { time: formatSeconds(durationMs), attempts });
}

/** What is wrong with one property of one path, and which link to look at. */
export function faultSentence({ node, check }: FaultyCheck): Text {
  const { quantity, asked, least, most, got } = check;
  const values = { path: pathName(node), what: checkName(check), asked: formatProbe(asked, quantity) };
  if (check.outcome === 'no-data') return fill(NETWORK_WORDS.checkUnknown, values);
  const sentence = fill(NETWORK_WORDS.checkOff, {
    ...values,
    ...{ least: formatProbe(least, quantity), most: formatProbe(most, quantity) },
    got: got === undefined ? VERDICT_WORDS['no-data'] : formatProbe(got, quantity),
  });
  const link =
    check.link === undefined
      ? NETWORK_WORDS.checkShaper
      : fill(NETWORK_WORDS.checkLink, { link: linkWithId(check.link) });
  return { en: sentence.en + GAP.en + link.en, zh: sentence.zh + GAP.zh + link.zh };
}

function linkWithId(id: string): Text {
  const { en, zh } = linkName(id);
  return en === id ? plain(id) : { en: `${en}, ${id}`, zh: `${zh}，${id}` };
}

/** The studio, or the viewer. */
export function pathName(node: string): Text {
  return node === 'publisher' ? NETWORK_WORDS.pathStudio : plain(node);
}

/** "round trip", "loss out". */
export function checkName({ quantity, direction }: CalibrationCheck): Text {
  const name = NETWORK_WORDS[quantity];
  if (direction === undefined) return name;
  const way = WORDS[direction];
  return { en: `${name.en} ${way.en}`, zh: way.zh + name.zh };
}

/** Finer than elsewhere: a tolerance is often a fraction of a millisecond. */
export function formatProbe(value: number, quantity: CalibrationQuantity): string {
  switch (quantity) {
    case 'roundTripMs':
    case 'jitterMs':
    case 'queueMs':
      return `${Number(value.toFixed(1))} ms`;
    case 'delayMs':
    case 'delayErrorMs':
      return `${Number(value.toFixed(2))} ms`;
    case 'lossFraction':
    case 'wrongFateFraction':
      return `${Number((value * 100).toFixed(2))} %`;
    case 'rateBps':
      return value >= 1e6
        ? `${Number((value / 1e6).toPrecision(3))} Mbps`
        : `${Number((value / 1e3).toPrecision(3))} kbps`;
  }
}
