import { afterEach, describe, expect, it } from 'vitest';
import { wallMs } from '../../src/lib/clock.ts';
import { readTimeServer } from '../../src/lib/sntp.ts';
import { answerTo, TimeServerDouble } from './time-server-double.ts';

const { signal } = new AbortController();

describe('a time server', () => {
  let server: TimeServerDouble;
  afterEach(() => server.close());
  const read = (spacingMs = 10) =>
    readTimeServer({ host: 'localhost', port: server.port, clock: wallMs, signal, spacingMs });

  it.each([0, 1234.5, -86_400_000])(
    'that is ahead by %d ms is measured to be, within the reported error',
    async (ahead) => {
      server = await TimeServerDouble.open((question) => [answerTo(question, ahead)]);
      const { offsetMs, errorMs, roundTripMs } = await read();
      expect(Math.abs(offsetMs - ahead)).toBeLessThanOrEqual(errorMs);
      // The server's own: half of 10 ms root delay, and 2 ms dispersion.
      expect(errorMs).toBeCloseTo(roundTripMs / 2 + 7, 0);
      expect(roundTripMs).toBeLessThan(100);
    },
  );

  it('is read from its quickest response', async () => {
    let asked = 0;
    server = await TimeServerDouble.open((question) => {
      const delayMs = asked++ === 2 ? 0 : 30;
      const until = wallMs() + delayMs;
      const answer = answerTo(question, 500);
      while (wallMs() < until);
      return [answer];
    });
    const { offsetMs, roundTripMs } = await read();
    expect(asked).toBe(4);
    expect(roundTripMs).toBeLessThan(25);
    expect(Math.abs(offsetMs - 500)).toBeLessThan(15);
  });

  it('is not read from responses to something else', async () => {
    server = await TimeServerDouble.open((question) => [
      Buffer.from('hello'),
      answerTo(Buffer.alloc(48, 7), 9999),
      answerTo(question, 20),
    ]);
    expect(Math.abs((await read()).offsetMs - 20)).toBeLessThan(10);
  });

  it.each([
    ['it refuses (RATE)', { stratum: 0, kiss: 'RATE' }],
    ['its own clock is not synchronised', { flags: 0xe4 }],
    ['what answered is no time server', { flags: 0x23 }],
  ])('that is unusable is an error that says why: %s', async (reason, kind) => {
    server = await TimeServerDouble.open((question) => [answerTo(question, 0, kind)]);
    await expect(read()).rejects.toThrow(reason);
  });

  it('that is not running is an error', async () => {
    server = await TimeServerDouble.open(() => []);
    server.close();
    await expect(read()).rejects.toThrow(/ECONNREFUSED|no answer/);
    server = await TimeServerDouble.open(() => []);
  });
});
