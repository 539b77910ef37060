/** Conversion of a unit that longhaul does not know to one that it does. */
interface OtherUnit {
  readonly unit: string;
  readonly times: number;
  /** Reason why the suggested number differs from the written one. */
  readonly why?: string;
}

const BYTES = 'bytes, of 8 bits each';
const BINARY = 'units of 1024';

/** Units whose case distinguishes bits from bytes, as in tc, ffmpeg, browsers and download managers. */
const BY_CASE: Readonly<Record<string, OtherUnit>> = {
  Bps: { unit: 'bps', times: 8, why: BYTES },
  kBps: { unit: 'kbps', times: 8, why: BYTES },
  KBps: { unit: 'kbps', times: 8, why: BYTES },
  MBps: { unit: 'Mbps', times: 8, why: BYTES },
  GBps: { unit: 'Gbps', times: 8, why: BYTES },
  G: { unit: 'Gbps', times: 1 },
  KiB: { unit: 'kB', times: 1.024, why: BINARY },
  MiB: { unit: 'MB', times: 1.048576, why: BINARY },
  '％': { unit: '%', times: 1 },
  '‰': { unit: '%', times: 0.1 },
};

/** In any case; words that are accepted as they stand are here for their capitals, "20 Seconds". */
const BY_LETTERS: Readonly<Record<string, OtherUnit>> = {
  ...Object.fromEntries(['sec', 'secs', 'second', 'seconds'].map((name) => [name, { unit: 's', times: 1 }])),
  ...Object.fromEntries(['msec', 'millis', 'milliseconds'].map((name) => [name, { unit: 'ms', times: 1 }])),
  ...Object.fromEntries(['mins', 'minute', 'minutes'].map((name) => [name, { unit: 'min', times: 1 }])),
  ...Object.fromEntries(['hr', 'hrs', 'hour', 'hours'].map((name) => [name, { unit: 'h', times: 1 }])),
  ...Object.fromEntries(['us', 'µs', 'μs', 'usec'].map((name) => [name, { unit: 'ms', times: 0.001 }])),
  ...Object.fromEntries(['percent', 'pct'].map((name) => [name, { unit: '%', times: 1 }])),
  ...Object.fromEntries(['k', '千比特', '千比特每秒'].map((name) => [name, { unit: 'kbps', times: 1 }])),
  ...Object.fromEntries(['m', '兆', '兆比特', '兆比特每秒'].map((name) => [name, { unit: 'Mbps', times: 1 }])),
};

/** Other names of bit rates: "Mbit/s", "mbit", "Mb/s", "MBit/s". Only a capital B directly before "/s" or "ps" means bytes. */
const BITS = /^([kmg]?)(?:bits?|b)(?:\/s|ps|\/sec)?$/i;
const BYTES_A_SECOND = /^([kKmMgG]?)B\/s(?:ec)?$/;
/** The same in units of 1024: "Kibit", "MiB/s". */
const BINARY_RATE = /^([kmg])i(b|bits?)(?:\/s|ps|\/sec)?$/i;
const BINARY_TIMES: Readonly<Record<string, number>> = { k: 1.024, m: 1.048576, g: 1.073741824 };
const BITS_NAMED: Readonly<Record<string, string>> = { '': 'bps', k: 'kbps', m: 'Mbps', g: 'Gbps' };

/**
 * Returns a hint on what a unit that is not in `units` most likely meant, "did you mean 16 Mbps? MBps counts bytes, of 8 bits
 * each", or undefined.
 */
export function unitHint(digits: string, unit: string, units: readonly string[]): string | undefined {
  const meant = otherUnit(unit, units);
  if (meant === undefined || !units.includes(meant.unit)) return undefined;
  const value = Number((Number(digits) * meant.times).toPrecision(12));
  const why = meant.why === undefined ? '' : ` ${unit} counts ${meant.why}`;
  return `did you mean ${meant.times === 1 ? digits : value} ${meant.unit}?${why}`;
}

function otherUnit(unit: string, units: readonly string[]): OtherUnit | undefined {
  const byCase = Object.hasOwn(BY_CASE, unit) ? BY_CASE[unit] : undefined;
  if (byCase !== undefined && units.includes(byCase.unit)) return byCase;
  const lower = unit.toLowerCase();
  const sameLetters = units.find((name) => name.toLowerCase() === lower);
  if (sameLetters !== undefined) return { unit: sameLetters, times: 1 };
  const bytes = BYTES_A_SECOND.exec(unit);
  if (bytes !== null) return { unit: BITS_NAMED[bytes[1]?.toLowerCase() ?? ''] ?? '', times: 8, why: BYTES };
  const [, prefix = '', symbol] = BINARY_RATE.exec(unit) ?? [];
  if (symbol !== undefined && units.includes('bps')) {
    const times = (BINARY_TIMES[prefix.toLowerCase()] ?? 1) * (symbol === 'B' ? 8 : 1);
    return { unit: BITS_NAMED[prefix.toLowerCase()] ?? '', times, why: BINARY };
  }
  const bits = BITS.exec(unit);
  if (bits !== null) return { unit: BITS_NAMED[bits[1]?.toLowerCase() ?? ''] ?? '', times: 1 };
  return Object.hasOwn(BY_LETTERS, lower) ? BY_LETTERS[lower] : undefined;
}
