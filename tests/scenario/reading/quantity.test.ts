import { describe, expect, test } from 'vitest';
import { PICTURE_SIZE_PATTERN, parsePictureSize } from '../../../src/scenario/reading/picture-size.ts';
import { parseQuantity, type QuantityKind, quantityPattern } from '../../../src/scenario/reading/quantity.ts';

const ok = (value: unknown) => ({ type: 'ok', value });

describe('quantities', () => {
  test.each<[string, QuantityKind, number]>([
    ['2 Mbps', 'rate', 2_000_000],
    ['2.3 Mbps', 'rate', 2_300_000],
    ['64 kbps', 'rate', 64_000],
    ['64kbps', 'rate', 64_000],
    ['1 Gbps', 'rate', 1e9],
    ['900 bps', 'rate', 900],
    ['80 ms', 'time', 80],
    ['1.5 s', 'time', 1500],
    ['60s', 'time', 60_000],
    ['2 min', 'time', 120_000],
    ['2m', 'time', 120_000],
    ['3 minutes', 'time', 180_000],
    ['60 seconds', 'time', 60_000],
    ['60 秒', 'time', 60_000],
    ['1 小时', 'time', 3_600_000],
    ['2.5M', 'rate', 2_500_000],
    ['800k', 'rate', 800_000],
    ['2Mbit/s', 'rate', 2_000_000],
    ['2 Mb/s', 'rate', 2_000_000],
    ['2 mbps', 'rate', 2_000_000],
    ['2mbit', 'rate', 2_000_000],
    ['2 mbit/s', 'rate', 2_000_000],
    ['500 kbit', 'rate', 500_000],
    ['1130 Kbps', 'rate', 1_130_000],
    ['2500K', 'rate', 2_500_000],
    ['3G', 'rate', 3e9],
    ['4 兆比特每秒', 'rate', 4_000_000],
    ['2.5 兆', 'rate', 2_500_000],

    ['20 hrs', 'time', 72_000_000],
    ['20 secs', 'time', 20_000],
    ['60S', 'time', 60_000],
    ['5 mins', 'time', 300_000],
    ['20 milliseconds', 'time', 20],
    ['1m30s', 'time', 90_000],
    ['1 min 30 s', 'time', 90_000],
    ['1小时5分', 'time', 3_900_000],
    ['00:01:30', 'time', 90_000],
    ['1 percent', 'share', 0.01],
    ['1％', 'share', 0.01],
    ['30FPS', 'frameRate', 30],
    ['25 帧', 'frameRate', 25],
    ['0.5 h', 'time', 1_800_000],
    ['0.5 %', 'share', 0.005],
    ['7 %', 'share', 0.07],
    ['100%', 'share', 1],
    ['24 fps', 'frameRate', 24],
  ])('reads %s as a %s of %d, without rounding errors', (text, kind, value) => {
    expect(parseQuantity(text, kind)).toEqual(ok(value));
    expect(text).toMatch(new RegExp(quantityPattern(kind)));
  });

  test.each<[string, QuantityKind]>([
    ['2', 'rate'],
    ['', 'time'],
    ['ms', 'time'],
    ['80 kbps', 'time'],
    ['1 M', 'time'],
    ['1 mb/s', 'rate'],
    ['0,5 %', 'share'],
    ['NaN ms', 'time'],
    ['Infinity s', 'time'],
    ['1e3 ms', 'time'],
    ['2 Mbps down', 'rate'],
    ['1 constructor', 'time'],
    ['30s1m', 'time'],
    ['1m90s', 'time'],
    ['1m30', 'time'],
    ['1m 30s 5', 'time'],
    ['00:90:00', 'time'],
    ['2 KBPS', 'rate'],
    ['2 Mb', 'rate'],
  ])('refuses "%s" as a %s', (text, kind) => {
    expect(parseQuantity(text, kind).type).toBe('refused');
  });

  test('says which forms are accepted, limits included', () => {
    expect(parseQuantity('80', 'time', { atLeast: '0 ms', atMost: '1 h' })).toEqual({
      type: 'refused',
      expected: 'a time with its unit (ms, s, min, h) such as "80 ms", at least 0 ms, at most 1 h',
      hint: 'did you mean 80 ms or 80 s?',
    });
  });

  test('refuses what is outside the limits, and takes the limits themselves', () => {
    const limits = { atLeast: '0 %', atMost: '100 %' };
    expect(parseQuantity('-0.1 %', 'share', limits).type).toBe('refused');
    expect(parseQuantity('100.1 %', 'share', limits).type).toBe('refused');
    expect(parseQuantity('0 %', 'share', limits)).toEqual(ok(0));
    expect(parseQuantity('100 %', 'share', limits)).toEqual(ok(1));
  });

  test.each<[string, QuantityKind, { atLeast: string; atMost: string }, string]>([
    ['60', 'time', { atLeast: '1 s', atMost: '24 h' }, 'did you mean 60 s or 60 min?'],
    ['2500', 'rate', { atLeast: '30 kbps', atMost: '100 Mbps' }, 'did you mean 2500 kbps?'],
    ['0.03', 'share', { atLeast: '0 %', atMost: '100 %' }, 'did you mean 3 % or 0.03 %?'],
  ])('never guesses the unit of %s as a %s, but names those within the limits', (text, kind, limits, hint) => {
    expect(parseQuantity(text, kind, limits)).toMatchObject({ type: 'refused', hint });
  });

  test.each([
    ['一分钟', 'time', 60_000],
    ['两小时', 'time', 7_200_000],
    ['半分钟', 'time', 30_000],
    ['一点五秒', 'time', 1500],
    ['二十五秒', 'time', 25_000],
    ['一百零五毫秒', 'time', 105],
    ['百分之三', 'share', 0.03],
  ] as const)('reads %s as a %s of %d, which editors underline', (text, kind, value) => {
    expect(parseQuantity(text, kind)).toEqual({ type: 'ok', value });
  });

  test('refuses a Chinese number that is none', () => {
    for (const text of ['二三秒', '十十分钟', '一二点五秒']) expect(parseQuantity(text, 'time').type).toBe('refused');
  });

  test.each<[string, QuantityKind, string | undefined]>([
    ['2 MBps', 'rate', 'did you mean 16 Mbps? MBps counts bytes, of 8 bits each'],
    ['0.1 MB/s', 'rate', 'did you mean 0.8 Mbps? MB/s counts bytes, of 8 bits each'],
    ['800 KBps', 'rate', 'did you mean 6400 kbps? KBps counts bytes, of 8 bits each'],
    ['2 mb/s', 'rate', 'did you mean 2 Mbps?'],
    ['2 Mops', 'rate', undefined],
    ['20 Seconds', 'time', 'did you mean 20 s?'],
    ['2 Minutes', 'time', 'did you mean 2 min?'],
    ['1 Hour', 'time', 'did you mean 1 h?'],
    ['300 us', 'time', 'did you mean 0.3 ms?'],
    ['3 M', 'time', undefined],
    ['64 KB', 'size', 'did you mean 64 kB?'],
    ['64 KiB', 'size', 'did you mean 65.536 kB? KiB counts units of 1024'],
    ['1 Percent', 'share', 'did you mean 1 %?'],
    ['１％', 'share', undefined],
    ['5 ‰', 'share', 'did you mean 0.5 %?'],
    ['.5 s', 'time', 'did you mean 0.5 s?'],
    ['2,5 Mbps', 'rate', 'did you mean 2.5 Mbps?'],
    ['2,500 kbps', 'rate', undefined],
    ['1e4 ms', 'time', 'did you mean 10000 ms?'],
    ['20_000 ms', 'time', 'did you mean 20000 ms?'],
    ['2 MiB/s', 'rate', 'did you mean 16.777216 Mbps? MiB/s counts units of 1024'],
    ['0x14 s', 'time', undefined],
    ['1:30', 'time', 'did you mean 90 s or 90 min?'],
  ])('knows what %s as a %s meant: %s', (text, kind, hint) => {
    const parsed = parseQuantity(text, kind);
    expect(parsed).toMatchObject({ type: 'refused' });
    expect('hint' in parsed ? parsed.hint : undefined).toBe(hint);
  });
});

describe('picture sizes', () => {
  test('are read as width and height, landscape or portrait', () => {
    expect(parsePictureSize('1280x720')).toEqual(ok({ width: 1280, height: 720 }));
    expect(parsePictureSize('1080p')).toEqual(ok({ width: 1920, height: 1080 }));
    expect(parsePictureSize('1080P')).toEqual(ok({ width: 1920, height: 1080 }));
    expect(parsePictureSize('4K')).toEqual(ok({ width: 3840, height: 2160 }));
    expect(parsePictureSize('480p')).toEqual(ok({ width: 854, height: 480 }));
    expect(parsePictureSize('540x960')).toEqual(ok({ width: 540, height: 960 }));
  });

  test.each(['1280*720', '1280×720', '1280 x 720', '1280X720'])('are read from %s', (text) => {
    expect(parsePictureSize(text)).toEqual(ok({ width: 1280, height: 720 }));
    expect(text).toMatch(new RegExp(PICTURE_SIZE_PATTERN));
  });

  test.each([
    '1280',
    '1280:720',
    '720p30',
    '2K',
    '1281x720',
    '1280x721',
    '318x180',
    '320x178',
    '4000x2160',
    '0x0',
    '240p',
    '720',
    '-1280x720',
  ])('refuses %s', (text) => {
    expect(parsePictureSize(text).type).toBe('refused');
  });
});
