/** A file's text, or why it has none: what its bytes seem to be, and the line where that shows. */
export type DecodedText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'other'; readonly line: number; readonly encoding: string; readonly reads: string };

/** Byte order marks (Unicode 16, 2.13), the longer before those they begin with. */
const MARKS: readonly (readonly [encoding: string, label: string | undefined, bytes: readonly number[]])[] = [
  ['UTF-32, little-endian', undefined, [0xff, 0xfe, 0, 0]],
  ['UTF-32, big-endian', undefined, [0, 0, 0xfe, 0xff]],
  ['UTF-16, little-endian', 'utf-16le', [0xff, 0xfe]],
  ['UTF-16, big-endian', 'utf-16be', [0xfe, 0xff]],
];

const LONGEST_SHOWN = 40;

/** UTF-8, with or without its mark; anything else is named, never guessed silently. */
export function decodeText(bytes: Uint8Array): DecodedText {
  for (const [encoding, label, mark] of MARKS)
    if (mark.every((byte, i) => bytes[i] === byte)) return other(encoding, bytes, 0, label);
  const wide = zeroSide(bytes);
  if (wide !== undefined)
    return other(`UTF-16, ${wide === 1 ? 'little' : 'big'}-endian`, bytes, 0, wide === 1 ? 'utf-16le' : 'utf-16be');
  const text = decodeAs('utf-8', bytes);
  if (text !== undefined) return { type: 'text', text };
  const offset = firstInvalid(bytes);
  // A letter with an accent stands among others without; Chinese is written in pairs, most of them high in both bytes.
  if (!hasNeighbours(bytes)) return other('Windows-1252', bytes, offset, 'windows-1252');
  if (isGb2312(bytes)) return other('GBK', bytes, offset, 'gbk');
  for (const [encoding, label] of LEGACY)
    if (decodeAs(label, bytes) !== undefined) return other(encoding, bytes, offset, label);
  return other('no text, or one in an encoding of old', bytes, offset, undefined);
}

/** Tried in this order on what is not plain GB2312; the first that takes every byte. */
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

/** Undefined where a byte has no meaning in it. */
function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Which byte of each pair is mostly zero: ASCII in UTF-16 without a mark. Text in UTF-8 has no zero at all. */
function zeroSide(bytes: Uint8Array): 0 | 1 | undefined {
  const zeros = [0, 0];
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // A quarter of all pairs: even a scenario with much Chinese is mostly ASCII.
  const enough = Math.max(2, bytes.length / 8);
  if (odd >= enough && odd > 4 * even) return 1;
  return even >= enough && even > 4 * odd ? 0 : undefined;
}

/** Length of the longest beginning that is UTF-8: what is cut short in a character's middle is not held against it. */
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

/** Two bytes beyond ASCII beside each other. */
function hasNeighbours(bytes: Uint8Array): boolean {
  return bytes.some((byte, i) => byte >= 0x80 && (bytes[i + 1] ?? 0) >= 0x80);
}

/** Pairs of bytes within GB2312 (rows 0xA1-0xA9 and 0xB0-0xF7, cells from 0xA1): everyday simplified Chinese. */
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
