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

/** Beginnings of files that are no text, which people name by mistake. */
const FORMATS: readonly (readonly [format: string, bytes: readonly number[]])[] = [
  ['a ZIP archive or an Office document', [0x50, 0x4b, 3, 4]],
  ['an Office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['compressed by gzip', [0x1f, 0x8b]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
];

/** Characters of a line that are shown. */
const LONGEST_SHOWN = 40;

/** Decodes UTF-8, with or without a byte order mark. Names any other encoding instead of silently guessing. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const beginsWith = (mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);
  for (const [format, mark] of FORMATS) if (beginsWith(mark)) return other(format, bytes, 0, undefined);
  for (const [encoding, label, mark] of MARKS) if (beginsWith(mark)) return other(encoding, bytes, 0, label);
  const wide = utf32Without(bytes);
  if (wide !== undefined) return other(wide, bytes, 0, undefined);
  const zeroByte = zeroSide(bytes);
  if (zeroByte !== undefined) {
    const isLittle = zeroByte === 1;
    return other(`UTF-16, ${isLittle ? 'little' : 'big'}-endian`, bytes, 0, isLittle ? 'utf-16le' : 'utf-16be');
  }
  const text = decodeAs('utf-8', bytes);
  if (text !== undefined) {
    // No text has a zero, neither YAML (1.2, 5.1) nor CSV nor JSON.
    const zero = bytes.indexOf(0);
    return zero === -1 ? { type: 'text', text } : other(NO_TEXT, bytes, zero, undefined);
  }
  const offset = firstInvalid(bytes);
  if (hasControls(bytes)) return other(NO_TEXT, bytes, offset, undefined);
  if (isMostlyUtf8(bytes)) return other('UTF-8 with broken characters', bytes, offset, undefined);
  // An accented letter is surrounded by ASCII; Chinese takes two bytes, in most characters both of them above ASCII.
  if (!hasHighPair(bytes) && !bytes.some((byte) => UNLIKELY_1252.includes(byte)))
    return other('Windows-1252', bytes, offset, 'windows-1252');
  for (const [encoding, label] of JAPANESE)
    if (isMostlyKana(decodeAs(label, bytes))) return other(encoding, bytes, offset, label);
  if (isGb2312(bytes)) return other('GBK', bytes, offset, 'gbk');
  for (const [encoding, label] of LEGACY)
    if (isText(decodeAs(label, bytes))) return other(encoding, bytes, offset, label);
  return other(NO_TEXT, bytes, offset, undefined);
}

const NO_TEXT = 'not text, or text in a legacy encoding';
/** Bytes that Windows-1252 leaves undefined, or gives to signs that nobody types: lead bytes of Chinese and Japanese. */
const UNLIKELY_1252 = [0x81, 0x83, 0x86, 0x87, 0x88, 0x8d, 0x8f, 0x90, 0x98, 0x9d];

/** Japanese encodings: their bytes are valid GBK too, but only they read as kana. */
const JAPANESE = [
  ['Shift_JIS', 'shift_jis'],
  ['EUC-JP', 'euc-jp'],
] as const;

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

/** Names UTF-32 without a mark: the two high bytes of every character are zero, the upper one always. */
function utf32Without(bytes: Uint8Array): string | undefined {
  if (bytes.length < 8 || bytes.length % 4 !== 0) return undefined;
  const zerosAt = (place: number) =>
    bytes.filter((byte, i) => i % 4 === place && byte === 0).length / (bytes.length / 4);
  const [first, second, third, last] = [0, 1, 2, 3].map(zerosAt);
  if (last === 1 && (third ?? 0) > MOST_UTF32) return 'UTF-32, little-endian';
  return first === 1 && (second ?? 0) > MOST_UTF32 ? 'UTF-32, big-endian' : undefined;
}

/** Share of characters below U+10000, of which no text lacks some. */
const MOST_UTF32 = 0.9;

/** Reports whether at least half of a text's characters beyond ASCII are hiragana or katakana. */
function isMostlyKana(decoded: string | undefined): boolean {
  const beyondAscii = [...(decoded ?? '')].filter((character) => character > '\u007f');
  const kana = beyondAscii.filter((character) => /[\u3041-\u30ff]/.test(character)).length;
  return beyondAscii.length > 0 && kana >= beyondAscii.length / 2;
}

/** Reports whether a text was decoded that has no characters of private use, which decoders put where there are none. */
function isText(decoded: string | undefined): boolean {
  return decoded !== undefined && !/\p{Co}/u.test(decoded);
}

/** Reports whether there are control characters other than blanks and ends of lines: no legacy encoding has them in text. */
function hasControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b));
}

/** Reports whether most characters beyond ASCII are UTF-8: then a few bytes were lost or come from elsewhere. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const beyondAscii = [...new TextDecoder('utf-8').decode(bytes)].filter((character) => character > '\u007f');
  const broken = beyondAscii.filter((character) => character === '\ufffd').length;
  return beyondAscii.length - broken >= 3 * broken;
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
