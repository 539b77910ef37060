/** Factors to seconds and to Mbps: times, or over where a fraction would not be exact. */
export interface Factor {
  readonly times: number;
  readonly over: number;
}

const AS_IT_IS: Factor = { times: 1, over: 1 };

/** Units of time that a heading may name. */
const TIMES: readonly (readonly [RegExp, Factor])[] = [
  [/(?:^|[^a-z])(?:ns|nsec|nano)/i, { times: 1, over: 1e9 }],
  [/(?:^|[^a-z])(?:us|µs|μs|micro)|微秒/i, { times: 1, over: 1e6 }],
  [/(?:^|[^a-z])(?:ms|msec|milli)|毫秒/i, { times: 1, over: 1e3 }],
  [/[a-z]Ms(?![a-z])/, { times: 1, over: 1e3 }],
  [/(?:^|[^a-z])min(?:utes?|s)?(?![a-z])|分钟/i, { times: 60, over: 1 }],
];

const PREFIX = '(kilo|mega|giga|千|兆|吉|[kmg])?';
/** Only a capital B before "ps" or "/s" counts bytes, and not after a small letter: rateBps is the name of a variable. */
const BYTES = [
  new RegExp(`${PREFIX}(?:bytes?(?![a-z])|字节)`, 'i'),
  /(?:^|[^A-Za-z])()B(?:\/s|ps)/,
  /([kKMG])B(?:\/s|ps)/,
];
const BITS = new RegExp(`${PREFIX}(?:bps|bits?(?:ps|\\/|(?![a-z]))|b\\/s|比特)`, 'i');
/** Mbps in one bit a second with each prefix. */
const BITS_OVER: Readonly<Record<string, number>> = { '': 1e6, k: 1e3, m: 1, g: 1e-3, 千: 1e3, 兆: 1, 吉: 1e-3 };

const RATE_WORD = /rate|bandwidth|throughput|speed|capacity|速率|带宽|码率|吞吐/i;
const TIME_WORD = /time|sec|date|时间|秒|(?:^|[^a-z])ms(?![a-z])/i;

/** Returns how to get seconds from a column by its heading; without a unit it holds seconds. */
export function timeFactor(heading: string): Factor {
  return TIMES.find(([unit]) => unit.test(heading))?.[1] ?? AS_IT_IS;
}

/** Returns how to get Mbps from a column by its heading; without a unit it holds Mbps. */
export function rateFactor(heading: string): Factor {
  return namedRate(heading) ?? AS_IT_IS;
}

/** Returns whether the first of two headings is a rate and the second a time. */
export function isRateFirst(first: string, second: string): boolean {
  const isRate = (heading: string) => namedRate(heading) !== undefined || RATE_WORD.test(heading);
  return isRate(first) && !TIME_WORD.test(first) && TIME_WORD.test(second) && !isRate(second);
}

function namedRate(heading: string): Factor | undefined {
  const bytes = BYTES.map((unit) => unit.exec(heading)).find((found) => found !== null);
  const found = bytes ?? BITS.exec(heading);
  if (found === null || found === undefined) return undefined;
  const over = BITS_OVER[(found[1] ?? '').slice(0, 1).toLowerCase()] ?? 1;
  return { times: bytes === undefined ? 1 : 8, over };
}
