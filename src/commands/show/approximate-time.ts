import { speedText } from '../../lib/speed-text.ts';
import { NOTABLE_FACTOR } from '../../model/scenario/slow.ts';
import type { ExpectedTime } from '../../pace/expected-time.ts';
import { fill, type Text } from '../../report/messages/words.ts';
import { PROGRESS_WORDS } from '../messages/progress-words.ts';

/** Formats a duration no finer than it is known: "about 45 s", "about 3 min", "about 1 h 20 min". */
export function approximateTime(seconds: number): Text {
  return fill(PROGRESS_WORDS.about, { time: roundedTime(seconds) });
}

/** Formats a duration that is known from its least to its most: "40 s to 80 s", or "about 3 min" where both are that. */
function timeRange(leastSeconds: number, mostSeconds: number): Text {
  const [least, most] = [roundedTime(leastSeconds), roundedTime(mostSeconds)];
  return least.en === most.en
    ? fill(PROGRESS_WORDS.about, { time: least })
    : fill(PROGRESS_WORDS.fromTo, { least, most });
}

function roundedTime(seconds: number): Text {
  // Round to 5 s below 90 s, to whole minutes below two hours, then to ten minutes.
  if (seconds < 87.5) return fill(PROGRESS_WORDS.seconds, { count: Math.max(5, Math.round(seconds / 5) * 5) });
  const minutes = seconds / 60;
  if (minutes < 119.5) return fill(PROGRESS_WORDS.minutes, { count: Math.round(minutes) });
  const tens = Math.round(minutes / 10);
  const count = Math.floor(tens / 6);
  if (tens % 6 === 0) return fill(PROGRESS_WORDS.hours, { count });
  return fill(PROGRESS_WORDS.hoursMinutes, { count, minutes: (tens % 6) * 10 });
}

/** Formats the expected time: "3 takes, 4 min to 7 min on this machine, at 1/1.6 of their speed". */
export function expectedText({ takes, seconds, mostSeconds, factor }: ExpectedTime): Text {
  const time = timeRange(seconds, mostSeconds);
  const isOne = takes === 1;
  const expected = fill(isOne ? PROGRESS_WORDS.expectedOne : PROGRESS_WORDS.expectedMany, { count: takes, time });
  if (factor < NOTABLE_FACTOR) return expected;
  return fill(isOne ? PROGRESS_WORDS.slowedOne : PROGRESS_WORDS.slowedMany, { expected, speed: speedText(factor) });
}
