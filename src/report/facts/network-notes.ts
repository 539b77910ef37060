import type { Result } from '../../model/result/result.ts';
import {
  CALIBRATION_WORDS,
  calibrationSummary,
  faultSentence,
  faultyChecks,
  probedIn,
} from '../messages/calibration-words.ts';
import type { Text } from '../messages/words.ts';
import { formatSpan } from '../text/format.ts';
import { bands } from '../timeline/bands.ts';
import { takeName } from './takes.ts';

export interface NetworkNotes {
  /** "tun: 5 paths as asked, probed in 2.4 s", one a take that differs. */
  readonly proofs: readonly Text[];
  /** What is wrong with which path, in sentences. */
  readonly faults: readonly Text[];
  /** "20–30 s: route flap, haul of sea-id, +80 ms". */
  readonly events: readonly Text[];
}

/** What the reports without pictures say of the network. */
export function networkNotes({ scenario, takes }: Result): NetworkNotes {
  const many = takes.length > 1;
  const proofs = takes.map((take) => {
    const { network, calibration } = take;
    const name = takeName(take);
    const said =
      calibration === undefined
        ? CALIBRATION_WORDS.notProbed
        : joined(calibrationSummary(calibration), probedIn(calibration));
    const of = many ? { en: `${name.en}, `, zh: `${name.zh}，` } : { en: '', zh: '' };
    return { en: `${of.en}${network.backend}: ${said.en}`, zh: `${of.zh}${network.backend}：${said.zh}` };
  });
  const faults = takes.flatMap((take) =>
    take.calibration === undefined
      ? []
      : faultyChecks(take.calibration).map((fault) => {
          const sentence = faultSentence(fault);
          const { en, zh } = takeName(take);
          return many ? { en: `${en}: ${sentence.en}`, zh: `${zh}：${sentence.zh}` } : sentence;
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

function joined(a: Text, b: Text): Text {
  return { en: `${a.en}, ${b.en}`, zh: `${a.zh}，${b.zh}` };
}
