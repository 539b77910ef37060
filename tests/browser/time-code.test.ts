import { describe, expect, it } from 'vitest';
import { paintTimeCode, readTimeCode, stripHeight, TIME_MODULUS, unwrapTime } from '../../src/browser/time-code.ts';
import { createRandom } from '../../src/lib/random.ts';
import { FRAME_NUMBERS } from '../../src/model/recording/frame-numbers.ts';

const WALL_MS = 1_732_420_000_123.75;
const TIME_MS = Math.floor(WALL_MS) % TIME_MODULUS;

describe('the time code', () => {
  it.each([
    [320, 180],
    [640, 360],
    [1280, 720],
    [1920, 1080],
    [720, 1280],
    [322, 182],
  ])('is read as it was painted at %dx%d', (width, height) => {
    for (const frame of [0, 1, 12_345, FRAME_NUMBERS - 1])
      expect(read(paint(width, height, frame), width, height)).toEqual({ frame, timeMs: TIME_MS });
  });

  it('occupies the top tenth of the picture and leaves the rest alone', () => {
    const { width, height } = { width: 320, height: 180 };
    const picture = new Uint8Array((width * height * 3) / 2).fill(77);
    paintTimeCode(picture, width, height, 1, WALL_MS);
    const strip = stripHeight(height);
    expect(strip).toBe(16);
    expect(new Set(picture.subarray(0, strip * width))).toEqual(new Set([16, 235]));
    expect(new Set(picture.subarray(strip * width, height * width))).toEqual(new Set([77]));
    const chroma = width / 2;
    for (const plane of [width * height, (width * height * 5) / 4]) {
      expect(new Set(picture.subarray(plane, plane + (chroma * strip) / 2))).toEqual(new Set([128]));
      expect(new Set(picture.subarray(plane + (chroma * strip) / 2, plane + (chroma * height) / 2))).toEqual(
        new Set([77]),
      );
    }
  });

  it('is read from a picture with padded rows, such as a decoder hands out', () => {
    const { width, height, stride, offset } = { width: 640, height: 360, stride: 704, offset: 64 };
    const tight = paint(width, height, 99);
    const padded = new Uint8Array(offset + stride * stripHeight(height)).fill(128);
    for (let y = 0; y < stripHeight(height); y++)
      padded.set(tight.subarray(y * width, (y + 1) * width), offset + y * stride);
    expect(readTimeCode(padded, offset, stride, width, stripHeight(height))).toEqual({ frame: 99, timeMs: TIME_MS });
  });

  it.each([
    [640, 360],
    [320, 180],
    [426, 240],
  ])('survives scaling from 1280x720 to %dx%d', (width, height) => {
    const small = scale(paint(1280, 720, 4242), 1280, 720, width, height);
    expect(read(small, width, height)).toEqual({ frame: 4242, timeMs: TIME_MS });
  });

  it.each([
    [1080, 1920, 540, 960],
    [1080, 1920, 270, 480],
    [720, 1280, 180, 320],
  ])('survives scaling of an upright picture from %dx%d to %dx%d', (fromWidth, fromHeight, width, height) => {
    const small = scale(paint(fromWidth, fromHeight, 4242), fromWidth, fromHeight, width, height);
    expect(read(small, width, height)).toEqual({ frame: 4242, timeMs: TIME_MS });
  });

  it('survives noise, low contrast and wrong brightness', () => {
    const { width, height } = { width: 320, height: 180 };
    const random = createRandom(1);
    for (let frame = 0; frame < 200; frame++) {
      const picture = paint(width, height, frame).map((luma) => 60 + luma / 4 + (random() - 0.5) * 50);
      expect(read(picture, width, height)).toEqual({ frame, timeMs: TIME_MS });
    }
  });

  it('is rejected, never misread, when any one cell is wrong', () => {
    const { width, height } = { width: 320, height: 180 };
    for (let cell = 0; cell < 64; cell++) {
      const picture = paint(width, height, 777);
      const cellHeight = stripHeight(height) / 2;
      for (let y = 0; y < cellHeight; y++)
        for (let x = 0; x < 10; x++) {
          const at = (Math.floor(cell / 32) * cellHeight + y) * width + (cell % 32) * 10 + x;
          picture[at] = 251 - (picture[at] ?? 0);
        }
      expect(read(picture, width, height)).toBeUndefined();
    }
  });

  it('is not found in a picture without one', () => {
    const { width, height } = { width: 320, height: 180 };
    const random = createRandom(2);
    const size = (width * height * 3) / 2;
    expect(read(new Uint8Array(size), width, height)).toBeUndefined();
    expect(read(new Uint8Array(size).fill(235), width, height)).toBeUndefined();
    expect(
      read(
        Uint8Array.from({ length: size }, () => random() * 256),
        width,
        height,
      ),
    ).toBeUndefined();
  });

  it('wraps its frame number at 2^20 and its time at 2^26 ms', () => {
    expect(read(paint(320, 180, FRAME_NUMBERS + 5, TIME_MODULUS * 3 + 0.5), 320, 180)).toEqual({ frame: 5, timeMs: 0 });
  });
});

describe('unwrapTime', () => {
  it('finds the moment nearest to now that the code can mean', () => {
    expect(unwrapTime(TIME_MS, WALL_MS + 250)).toBe(Math.floor(WALL_MS));
  });

  it('finds a moment in the future, for a clock that is behind', () => {
    expect(unwrapTime(TIME_MS, Math.floor(WALL_MS) - 3)).toBe(Math.floor(WALL_MS));
    expect(unwrapTime(2, TIME_MODULUS * 20_000 - 5)).toBe(TIME_MODULUS * 20_000 + 2);
  });

  it('finds it across a wrap of the code', () => {
    const stampedMs = TIME_MODULUS * 20_000 - 3;
    expect(unwrapTime(stampedMs % TIME_MODULUS, stampedMs + 120)).toBe(stampedMs);
  });
});

function paint(width: number, height: number, frame: number, wallMs = WALL_MS): Uint8Array {
  const picture = new Uint8Array((width * height * 3) / 2).fill(100);
  paintTimeCode(picture, width, height, frame, wallMs);
  return picture;
}

function read(picture: Uint8Array, width: number, height: number) {
  return readTimeCode(picture, 0, width, width, stripHeight(height));
}

/** Scales luma down, each pixel the mean of those it covers. */
function scale(picture: Uint8Array, fromWidth: number, fromHeight: number, width: number, height: number): Uint8Array {
  const scaled = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [y0, y1] = [Math.floor((y * fromHeight) / height), Math.ceil(((y + 1) * fromHeight) / height)];
      const [x0, x1] = [Math.floor((x * fromWidth) / width), Math.ceil(((x + 1) * fromWidth) / width)];
      let sum = 0;
      for (let v = y0; v < y1; v++) for (let u = x0; u < x1; u++) sum += picture[v * fromWidth + u] ?? 0;
      scaled[y * width + x] = sum / ((y1 - y0) * (x1 - x0));
    }
  return scaled;
}
