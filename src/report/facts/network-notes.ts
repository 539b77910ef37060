import type { Result } from '../../model/result/result.ts';
import {
  CALIBRATION_WORDS,
  calibrationSummary,
  faultSentence,
  faultyChecks,
  probedIn,
} from '../messages/calibration-words.ts';
import { COMMA, joinTexts, type Text } from '../messages/words.ts';
import { formatSpan } from '../text/format.ts';
import { bands } from '../timeline/bands.ts';
import { takeName } from './takes.ts';

export interface NetworkNotes {
  /** "tun: 5 paths as asked, probed in 2.4 s", one per take. */
  readonly proofs: readonly Text[];
  /** Sentences on what is wrong with which path. */
  readonly faults: readonly Text[];
  /** "20–30 s: route flap, haul of sea-id, +80 ms". */
  readonly events: readonly Text[];
}

/** Returns what the reports without charts say about the network. */
export function networkNotes({ scenario, takes }: Result): NetworkNotes {
  const isNamed = takes.length > 1;
  const proofs = takes.map((take) => {
    const { network, calibration } = take;
    const name = takeName(take);
    const proof =
      calibration === undefined
        ? CALIBRATION_WORDS.notProbed
        : joinTexts([calibrationSummary(calibration), probedIn(calibration)], COMMA);
    const of = isNamed ? { en: `${name.en}, `, zh: `${name.zh}，` } : { en: '', zh: '' };
    return { en: `${of.en}${network.backend}: ${proof.en}`, zh: `${of.zh}${network.backend}：${proof.zh}` };
  });
  const faults = takes.flatMap((take) =>
    take.calibration === undefined
      ? []
      : faultyChecks(take.calibration).map((fault) => {
          const sentence = faultSentence(fault, scenario.regions);
          const { en, zh } = takeName(take);
          return isNamed ? { en: `${en}: ${sentence.en}`, zh: `${zh}：${sentence.zh}` } : sentence;
        }),
  );
  const events = bands(scenario).map((band) => {
    const { name, where, effect } = band;
    return {
      en: `${formatSpan(band)}: ${name.en}, ${where.en}, ${effect.en}`,
      zh: `${formatSpan(band)}：${name.zh}，${where.zh}，${effect.zh}`,
    };
  });
  return { proofs, faults, events };
}
