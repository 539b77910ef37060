import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { offerUntilReady } from '../../../../src/browser/transports/whip/offer-until-ready.ts';
import { parseRetryAfter } from '../../../../src/browser/transports/whip/whip-error.ts';
import { wallMs } from '../../../../src/browser/wall-clock.ts';

const ENDPOINT = 'https://media.test/whep/studio-key-7';
const CREATED = {
  status: 201,
  body: 'v=0\r\n',
  headers: { 'Content-Type': 'application/sdp', Location: '/session/1' },
};
const START = Date.UTC(2026, 0, 1);

/** Virtual time: waits pass at once, and their length is exact. */
beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Fakes a server that gives these answers in order, and the last one from then on. */
function serve(...answers: readonly Answer[]) {
  const askedMs: number[] = [];
  vi.stubGlobal('fetch', async () => {
    const answer: Answer = answers[Math.min(askedMs.length, answers.length - 1)] ?? CREATED;
    const { status, headers, body = 'words' } = answer;
    askedMs.push(Date.now() - START);
    const response = new Response(body, { status, ...(headers && { headers }) });
    Object.defineProperty(response, 'url', { value: ENDPOINT });
    return response;
  });
  return askedMs;
}

const notes: unknown[] = [];
async function ask(watches: boolean, { isSecret = false, signal = new AbortController().signal } = {}) {
  notes.length = 0;
  const note = (_: string, detail: unknown) => notes.push(detail);
  const outcome = offerUntilReady({ url: ENDPOINT, isSecret }, 'v=0', signal, { watches, note }).then(
    ({ type }) => type,
    (error: Error) => error.message,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return await outcome;
}

describe('offerUntilReady', () => {
  it.each([404, 409, 425, 429, 503])(
    'retries as a viewer (%d), once a second where the server does not say when',
    async (status) => {
      const askedMs = serve({ status }, { status }, CREATED);
      expect(await ask(true)).toBe('answer');
      expect(askedMs).toEqual([0, 1000, 2000]);
      expect(notes).toEqual([
        { what: 'not-ready', status, attempt: 1, waitMs: 1000 },
        { what: 'not-ready', status, attempt: 2, waitMs: 1000 },
      ]);
    },
  );

  it.each([409, 425, 429, 503])('retries as a publisher (%d)', async (status) => {
    const askedMs = serve({ status }, CREATED);
    expect(await ask(false)).toBe('answer');
    expect(askedMs).toHaveLength(2);
  });

  it.each([
    [true, 401],
    [true, 403],
    [true, 415],
    [true, 400],
    [true, 500],
    [false, 404],
    [false, 401],
  ])('does not retry after a permanent refusal (watching %s, %d)', async (watches, status) => {
    const askedMs = serve({ status });
    expect(await ask(watches)).toBe(`POST ${ENDPOINT}: the server answered ${status}: words`);
    expect(askedMs).toEqual([0]);
  });

  it('retries when the server says, in seconds or by a date', async () => {
    const date = new Date(wallMs() + 5000).toUTCString();
    const askedMs = serve(
      { status: 503, headers: { 'Retry-After': '2' } },
      { status: 429, headers: { 'Retry-After': date } },
      { status: 409, headers: { 'Retry-After': '0' } },
      CREATED,
    );
    expect(await ask(true)).toBe('answer');
    // A date has whole seconds.
    const [first, second, third = 0, fourth = 0] = askedMs;
    expect([first, second]).toEqual([0, 2000]);
    expect(third).toBeGreaterThan(4000 - 1);
    expect(third).toBeLessThanOrEqual(5001);
    // "At once" becomes a quarter of a second: not a thousand requests.
    expect(fourth - third).toBe(250);
  });

  it('gives up after eight seconds, saying how often it asked', async () => {
    const askedMs = serve({ status: 404 });
    expect(await ask(true)).toBe(`POST ${ENDPOINT}: the server answered 404: words (asked 9 times in 8.0 s)`);
    expect(askedMs.at(-1)).toBe(8000);
  });

  it('gives up at once on a server that wants to be asked much later, and says so', async () => {
    const askedMs = serve({ status: 503, headers: { 'Retry-After': '120' } });
    expect(await ask(false)).toBe(`POST ${ENDPOINT}: the server answered 503: words (to be asked again in 120 s)`);
    expect(askedMs).toEqual([0]);
  });

  it('stops when the session leaves', async () => {
    const askedMs = serve({ status: 409 });
    const signal = AbortSignal.abort();
    expect(await ask(true, { signal })).toContain('409');
    expect(askedMs).toEqual([0]);
  });

  it.each(['1000000000', '9'.repeat(400)])('does not wait for a server that is ready in %s s', async (seconds) => {
    const askedMs = serve({ status: 503, headers: { 'Retry-After': seconds } });
    expect(await ask(true)).toContain('(to be asked again in 1000000000 s)');
    expect(askedMs).toEqual([0]);
  });

  it('says what the server answered, where its time is up between two requests', async () => {
    const askedMs = serve({ status: 503, headers: { 'Retry-After': '7' } });
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 3000);
    expect(await ask(true, { signal: leaving.signal })).toBe(
      `POST ${ENDPOINT}: the server answered 503: words (to be asked again in 7 s)`,
    );
    expect(askedMs).toEqual([0]);
  });

  it('names a secret endpoint by its host alone, even where the server’s words quote the key', async () => {
    serve({ status: 401, body: 'no one publishes to path studio-key-7' });
    const message = await ask(true, { isSecret: true });
    expect(message).toBe('POST https://media.test/…: the server answered 401: no one publishes to path …');
  });
});

describe('parseRetryAfter', () => {
  it.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-3', undefined],
    ['1e9', undefined],
    ['2.5', undefined],
    ['7', 7000],
    ['Thu, 01 Jan 2026 00:00:03 GMT', 3000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
  ])('parses %j as %s', (field, expected) => {
    expect(parseRetryAfter(field, null, START)).toBe(expected);
  });

  it('takes a date by the server’s own clock, where that is told', () => {
    const [now, later] = ['Thu, 01 Jan 2026 09:00:00 GMT', 'Thu, 01 Jan 2026 09:00:04 GMT'];
    expect(parseRetryAfter(later, now, START)).toBe(4000);
    expect(parseRetryAfter(now, later, START)).toBe(0);
    expect(parseRetryAfter(later, 'today', START)).toBe(9 * 3_600_000 + 4000);
  });

  it('takes no number for endless', () => expect(parseRetryAfter('9'.repeat(400), null, START)).toBe(1e12));
});
