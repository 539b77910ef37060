import { speedText } from '../../lib/speed-text.ts';
import { TELLING_FACTOR } from '../../model/scenario/slow.ts';
import type { ExpectedTime } from '../../pace/expected-time.ts';

/** Formats a duration no finer than it is known: "about 45 s", "about 3 min", "about 1 h 20 min". */
export function approximateTime(seconds: number): string {
  // Round to 5 s below 90 s, to whole minutes below two hours, then to ten minutes.
  if (seconds < 87.5) return `about ${Math.max(5, Math.round(seconds / 5) * 5)} s`;
  const minutes = seconds / 60;
  if (minutes < 119.5) return `about ${Math.round(minutes)} min`;
  const tens = Math.round(minutes / 10);
  return `about ${Math.floor(tens / 6)} h${tens % 6 === 0 ? '' : ` ${(tens % 6) * 10} min`}`;
}

/** Formats the expected time: "3 takes, about 4 min on this machine, at 1/1.6 of their speed". */
export function expectedText({ takes, seconds, factor }: ExpectedTime): string {
  const [count, whose] = takes === 1 ? ['1 take', 'its'] : [`${takes} takes`, 'their'];
  const slowed = factor < TELLING_FACTOR ? '' : `, at ${speedText(factor)} of ${whose} speed`;
  return `${count}, ${approximateTime(seconds)} on this machine${slowed}`;
}
