import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/lib/decode-text.ts';

const TEXT = 'name: 直播彩排\nduration: 20s\n';
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
};
/** 直播彩排 in the code pages of Windows (CP936, CP950). */
const GBK = [0xd6, 0xb1, 0xb2, 0xa5, 0xb2, 0xca, 0xc5, 0xc5];
const BIG5 = [0xaa, 0xbd, 0xbc, 0xbd, 0xb1, 0x6d, 0xb1, 0xc6];
const withName = (name: readonly number[]) =>
  Buffer.concat([Buffer.from('# a show\nname: '), Buffer.from(name), Buffer.from('\nduration: 20s\n')]);

describe('the text of a file', () => {
  it.each([
    ['plain', Buffer.from(TEXT), TEXT],
    ['with a mark, which is left out', Buffer.from(`\uFEFF${TEXT}`), TEXT],
    ['empty', Buffer.of(), ''],
  ])('is read as UTF-8: %s', (_, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ type: 'text', text });
  });

  it.each([
    ['UTF-16, little-endian', utf16(`\uFEFF${TEXT}`, true)],
    ['UTF-16, big-endian', utf16(`\uFEFF${TEXT}`, false)],
    ['UTF-16, little-endian', utf16(TEXT, true)],
    ['UTF-16, big-endian', utf16(TEXT, false)],
  ])('is not guessed but named where it is %s', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ type: 'other', line: 1, encoding, reads: 'name: 直播彩排' });
  });

  it.each([
    ['with a mark', Buffer.from([0xff, 0xfe, 0, 0, 0x6e, 0, 0, 0])],
    ['without one', Buffer.from(new Uint32Array([...TEXT].map((each) => each.codePointAt(0) ?? 0)).buffer)],
  ])('names UTF-32 without reading it, %s', (_, bytes) => {
    expect(decodeText(bytes)).toEqual({ type: 'other', line: 1, encoding: 'UTF-32, little-endian', reads: '' });
    const big = Buffer.from(bytes).swap32();
    expect(decodeText(big)).toEqual({ type: 'other', line: 1, encoding: 'UTF-32, big-endian', reads: '' });
  });

  it.each([
    ['a ZIP archive or an Office document', [0x50, 0x4b, 3, 4, 20, 0, 6, 0]],
    ['compressed by gzip', [0x1f, 0x8b, 8, 0, 0]],
    ['a PDF document', Buffer.from('%PDF-1.7\n')],
    ['not text, or text in a legacy encoding', [0x6e, 0x01, 0xff, 0xfe]],
    ['not text, or text in a legacy encoding', Buffer.from('name: a\0b\n')],
    ['not text, or text in a legacy encoding', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0isom')],
    ['UTF-8 with broken characters', [...Buffer.from(TEXT), 0xe7, 0x9b]],
  ])('that is none is not guessed at: %s', (encoding, bytes) => {
    expect(decodeText(Buffer.from(bytes))).toMatchObject({ type: 'other', encoding, reads: '' });
  });

  it.each([
    ['GBK', GBK, 'name: 直播彩排'],
    // Rare characters, whose second byte is ASCII.
    ['GB18030', [0x81, 0x40, 0x8a, 0x5b], 'name: 丂奫'],
    ['Big5', BIG5, 'name: 直播彩排'],
    ['Shift_JIS', [0x83, 0x89, 0x83, 0x43, 0x83, 0x75, 0x94, 0x7a, 0x90, 0x4d], 'name: ライブ配信'],
    ['EUC-JP', [0xa5, 0xe9, 0xa5, 0xa4, 0xa5, 0xd6, 0xc7, 0xdb, 0xbf, 0xae], 'name: ライブ配信'],
    ['Windows-1252', [0xdc, 0x62, 0x75, 0x6e, 0x67], 'name: Übung'],
  ])('shows the first line that is %s, and how it reads', (encoding, name, reads) => {
    expect(decodeText(withName(name))).toEqual({ type: 'other', line: 2, encoding, reads });
  });
});
