import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readClip, undecodedCodec } from '../../../src/scenario/clips/read-clip.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/clips/${name}`, import.meta.url));

async function readBytes(bytes: Buffer | string) {
  const folder = await mkdtemp(join(tmpdir(), 'longhaul-clip-'));
  try {
    const path = join(folder, 'clip');
    await writeFile(path, bytes);
    return await readClip(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('an MP4 says its codecs, size and length', async () => {
  expect(await readClip(fixture('phone.mp4'))).toEqual({
    type: 'read',
    info: { container: 'MP4', video: 'H.264', audio: 'AAC', width: 320, height: 180, durationMs: 1000 },
  });
});

test('a clip of a phone in H.265 is told', async () => {
  expect(undecodedCodec(await readClip(fixture('hevc.mp4')))).toBe('H.265');
  expect(undecodedCodec(await readClip(fixture('phone.mp4')))).toBeUndefined();
});

test('an MP4 cut off before its index cannot be played', async () => {
  const whole = await readFile(fixture('phone.mp4'));
  const index = whole.indexOf('moov') - 4;
  const media = whole.indexOf('mdat') - 4;
  const cut =
    index > media ? whole.subarray(0, index) : Buffer.concat([whole.subarray(0, index), whole.subarray(media)]);
  expect(await readBytes(cut)).toMatchObject({
    type: 'unplayable',
    reason: expect.stringContaining('without its index'),
  });
});

/** Builds an element of EBML: an id, a size of one or eight bytes, and what is in it. */
function element(id: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

test('a WebM says the same', async () => {
  const length = Buffer.alloc(8);
  length.writeDoubleBE(2500);
  const webm = Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('webm'))),
    element(
      '18538067',
      element('1549a966', element('2ad7b1', Buffer.from('0f4240', 'hex')), element('4489', length)),
      element(
        '1654ae6b',
        element(
          'ae',
          element('86', Buffer.from('V_VP9')),
          element('e0', element('b0', Buffer.from('0500', 'hex')), element('ba', Buffer.from('02d0', 'hex'))),
        ),
        element('ae', element('86', Buffer.from('A_OPUS'))),
      ),
    ),
  ]);
  expect(await readBytes(webm)).toEqual({
    type: 'read',
    info: { container: 'WebM or Matroska', video: 'VP9', audio: 'Opus', width: 1280, height: 720, durationMs: 2500 },
  });
});

test.each([
  ['a still picture', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a web page', '<!DOCTYPE html><title>404</title>'],
  ['sound without a picture', 'ID3\u0003'],
])('%s is no clip', async (reason, bytes) => {
  expect(await readBytes(bytes)).toEqual({ type: 'unplayable', reason });
});

test('of another format only a browser can tell', async () => {
  expect(await readBytes('OggS and so on')).toBeUndefined();
});
