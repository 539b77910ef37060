import { describe, expect, test } from 'vitest';
import {
  CHINA_ZONE,
  hoursOfDay,
  isWithin,
  isZone,
  localTime,
  parseDayHours,
} from '../../../src/scenario/airtime/local-time.ts';

const at = (iso: string, zone: string) => localTime(Date.parse(iso), zone).iso;

describe('local time', () => {
  test('is the time in the zone, with its offset', () => {
    expect(localTime(Date.parse('2026-11-27T20:00+08:00'), 'Asia/Jakarta')).toEqual({
      iso: '2026-11-27T19:00+07:00',
      date: '2026-11-27',
      hour: 19,
      minute: 0,
      offset: '+07:00',
    });
    expect(at('2026-11-27T20:00+08:00', 'Asia/Kolkata')).toBe('2026-11-27T17:30+05:30');
    expect(at('2026-11-27T07:00+08:00', 'America/Los_Angeles')).toBe('2026-11-26T15:00-08:00');
  });

  test('writes the offset of London in winter as +00:00, and midnight as 00', () => {
    expect(at('2026-11-28T00:00Z', 'Europe/London')).toBe('2026-11-28T00:00+00:00');
  });

  test('falls back in Los Angeles on 2026-11-01: 01:30 occurs twice', () => {
    expect(at('2026-11-01T08:30Z', 'America/Los_Angeles')).toBe('2026-11-01T01:30-07:00');
    expect(at('2026-11-01T09:30Z', 'America/Los_Angeles')).toBe('2026-11-01T01:30-08:00');
  });

  test('springs forward in Los Angeles on 2026-03-08: 02:00 is skipped', () => {
    expect(at('2026-03-08T09:59Z', 'America/Los_Angeles')).toBe('2026-03-08T01:59-08:00');
    expect(at('2026-03-08T10:00Z', 'America/Los_Angeles')).toBe('2026-03-08T03:00-07:00');
  });

  test('keeps summer time in London until 2026-10-25, and China has none', () => {
    expect(at('2026-10-24T20:00+08:00', 'Europe/London')).toBe('2026-10-24T13:00+01:00');
    expect(at('2026-10-25T20:00+08:00', 'Europe/London')).toBe('2026-10-25T12:00+00:00');
    expect(at('2026-07-01T12:00Z', CHINA_ZONE)).toBe('2026-07-01T20:00+08:00');
  });
});

test('a day in China has its 24 hours', () => {
  const hours = hoursOfDay('2026-11-01', CHINA_ZONE).map((atMs) => localTime(atMs, CHINA_ZONE).iso);
  expect(hours).toHaveLength(24);
  expect([hours[0], hours[23]]).toEqual(['2026-11-01T00:00+08:00', '2026-11-01T23:00+08:00']);
});

test('a zone is an IANA name, not an offset, which has no daylight saving', () => {
  expect(['Asia/Jakarta', 'UTC', 'Mars/Olympus', '+07:00', '', 'Jakarta'].map(isZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

describe('hours of the day', () => {
  const isIn = (hours: string, time: string) => {
    const parsed = parseDayHours(hours);
    if (parsed === undefined) throw new Error(hours);
    return isWithin(localTime(Date.parse(`2026-11-27T${time}Z`), 'UTC'), parsed);
  };

  test('include their start and not their end', () => {
    expect(['17:59', '18:00', '22:59', '23:00'].map((time) => isIn('18:00-23:00', time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isIn('19:00-24:00', '23:59')).toBe(true);
  });

  test('may pass midnight', () => {
    expect(['21:59', '22:00', '01:59', '02:00'].map((time) => isIn('22:00-02:00', time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test.each(['18-23', '18:00', '18:60-19:00', '18:00-25:00', '24:00-02:00', '18:00-18:00'])('refuse "%s"', (text) => {
    expect(parseDayHours(text)).toBeUndefined();
  });
});
