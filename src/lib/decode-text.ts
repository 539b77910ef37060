/**
 * A file's text or, if it is not UTF-8, the likely encoding, the first line that gives it away, and how that line
 * reads.
 */
export type DecodedText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'other'; readonly line: number; readonly encoding: string; readonly reads: string };

/** Byte order marks (Unicode 16, 2.13); a longer one comes before its own prefix. */
const MARKS: readonly (readonly [encoding: string, label: string | undefined, bytes: readonly number[]])[] = [
  ['UTF-32, little-endian', undefined, [0xff, 0xfe, 0, 0]],
  ['UTF-32, big-endian', undefined, [0, 0, 0xfe, 0xff]],
  ['UTF-16, little-endian', 'utf-16le', [0xff, 0xfe]],
  ['UTF-16, big-endian', 'utf-16be', [0xfe, 0xff]],
];

/** Characters of a line that are shown. */
const LONGEST_SHOWN = 40;

/** Decodes UTF-8, with or without a byte order mark. Names any other encoding instead of silently guessing. */
export function decodeText(bytes: Uint8Array): DecodedText {
  for (const [encoding, label, mark] of MARKS)
    if (mark.every((byte, i) => bytes[i] === byte)) return other(encoding, bytes, 0, label);
  const zeroByte = zeroSide(bytes);
  if (zeroByte !== undefined) {
    const isLittle = zeroByte === 1;
    return other(`UTF-16, ${isLittle ? 'little' : 'big'}-endian`, bytes, 0, isLittle ? 'utf-16le' : 'utf-16be');
  }
  const text = decodeAs('utf-8', bytes);
  if (text !== undefined) return { type: 'text', text };
  const offset = firstInvalid(bytes);
  // An accented letter is surrounded by ASCII; Chinese takes two bytes, in most characters both of them above ASCII.
  if (!hasHighPair(bytes)) return other('Windows-1252', bytes, offset, 'windows-1252');
  if (isGb2312(bytes)) return other('GBK', bytes, offset, 'gbk');
  for (const [encoding, label] of LEGACY)
    if (decodeAs(label, bytes) !== undefined) return other(encoding, bytes, offset, label);
  return other('not text, or text in a legacy encoding', bytes, offset, undefined);
}

/** Encodings to try, in order, on bytes that are not plain GB2312; the first that accepts every byte is taken. */
const LEGACY = [
  ['Big5', 'big5'],
  ['GB18030', 'gb18030'],
  ['Windows-1252', 'windows-1252'],
] as const;

function other(encoding: string, bytes: Uint8Array, offset: number, label: string | undefined): DecodedText {
  const before = bytes.subarray(0, offset);
  const line = before.reduce((count, byte) => count + (byte === NEWLINE ? 1 : 0), 1);
  const start = before.lastIndexOf(NEWLINE) + 1;
  const read =
    label === undefined ? undefined : decodeAs(label, bytes.subarray(label.startsWith('utf-16') ? 0 : start));
  const [firstLine = ''] = (read ?? '').split(/\r?\n/);
  return { type: 'other', line, encoding, reads: firstLine.trim().slice(0, LONGEST_SHOWN) };
}

const NEWLINE = 0x0a;

/** Decodes bytes; returns undefined if one is invalid in that encoding. */
function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Finds which byte of each pair is mostly zero, as in ASCII written in UTF-16 without a mark. UTF-8 text has no zeros
 * at all.
 */
function zeroSide(bytes: Uint8Array): 0 | 1 | undefined {
  const zeros = [0, 0];
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // A quarter of all pairs: even a scenario with a lot of Chinese is mostly ASCII.
  const enough = Math.max(2, bytes.length / 8);
  if (odd >= enough && odd > 4 * even) return 1;
  return even >= enough && even > 4 * odd ? 0 : undefined;
}

/** Returns the length of the longest prefix that is UTF-8; it may end in the middle of a character. */
function firstInvalid(bytes: Uint8Array): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isValidSoFar(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isValidSoFar(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Reports whether two adjacent bytes are both above ASCII. */
function hasHighPair(bytes: Uint8Array): boolean {
  return bytes.some((byte, i) => byte >= 0x80 && (bytes[i + 1] ?? 0) >= 0x80);
}

/**
 * Reports whether all byte pairs are in GB2312 (rows 0xA1-0xA9 and 0xB0-0xF7, cells from 0xA1): everyday simplified
 * Chinese.
 */
function isGb2312(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    const isRow = (lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xf7);
    if (!isRow || trail < 0xa1 || trail === 0xff) return false;
  }
  return true;
}
