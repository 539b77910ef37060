import { expect, test } from 'vitest';
import { decode, encode, FULL_BYTES, type Kind, LEAST_BYTES, onWire } from '../../../src/line/wire/message.ts';
import { type Answer, type Release, ResponderSession } from '../../../src/line/wire/responder-session.ts';
import { isToken, newToken } from '../../../src/line/wire/token.ts';

const token = newToken();

function sent(kind: Kind, serial: number, bytes: number, fields: { first?: number; second?: number } = {}) {
  const { first = 0, second = 0 } = fields;
  const message = { kind, session: 7, serial, sentMs: 1, heardMs: 0, first, second };
  const received = decode(token, encode(token, message, bytes));
  if (received === undefined) throw new Error('refused');
  return received;
}

const isAnswer = (answer: Answer | Release | undefined): answer is Answer =>
  answer !== undefined && 'message' in answer;

test('a token is 22 characters, never the same twice', () => {
  expect(isToken(token)).toBe(true);
  expect(newToken()).not.toBe(token);
  expect(isToken('guess')).toBe(false);
  // 0xf8 begins with the 62nd character of base64url, a dash: on a command line an option.
  const draws = [Buffer.alloc(16, 0xf8), Buffer.alloc(16, 1)];
  expect(draws[0]?.toString('base64url')[0]).toBe('-');
  expect(newToken(() => draws.shift() ?? Buffer.alloc(16, 1))).toBe(Buffer.alloc(16, 1).toString('base64url'));
});

test('what another token signed is no message, nor what was changed on its way', () => {
  const message = { kind: 'hello', session: 7, serial: 0, sentMs: 1, heardMs: 0, first: 0, second: 0 } as const;
  const buffer = encode(newToken(), message, LEAST_BYTES);
  expect(decode(token, buffer)).toBeUndefined();
  const own = encode(token, message, LEAST_BYTES);
  expect(decode(token, own)).toMatchObject(message);
  own.writeUInt8(own.readUInt8(9) ^ 1, 9);
  expect(decode(token, own)).toBeUndefined();
  expect(decode(token, Buffer.from('anything else at all, long enough to be a message'))).toBeUndefined();
});

test('the token is in none of its messages', () => {
  const message = { kind: 'hello', session: 7, serial: 0, sentMs: 1, heardMs: 0, first: 0, second: 0 } as const;
  const buffer = encode(token, message, LEAST_BYTES);
  expect(buffer.includes(token)).toBe(false);
  expect(buffer.includes(Buffer.from(token, 'base64url'))).toBe(false);
});

test('no answer is larger than its request, and what is repeated has none', () => {
  const session = new ResponderSession(7, 0);
  let serial = 0;
  for (const kind of ['hello', 'echo', 'deposit', 'report'] as const)
    for (const bytes of [LEAST_BYTES, 200, FULL_BYTES]) {
      const request = sent(kind, serial++, bytes, { first: kind === 'deposit' ? 1 : 0 });
      const answer = session.hear(request, 5);
      if (!isAnswer(answer)) throw new Error('no answer');
      expect(encode(token, answer.message, answer.bytes, answer.body).length).toBeLessThanOrEqual(bytes);
      expect(session.hear(request, 6)).toBeUndefined();
    }
});

test('data is sent on credit only: never more than came', () => {
  const session = new ResponderSession(7, 0);
  for (let serial = 0; serial < 10; serial++) session.hear(sent('deposit', serial, FULL_BYTES), serial);
  const asked = session.hear(sent('release', 10, LEAST_BYTES, { first: 1000, second: FULL_BYTES }), 20);
  if (asked === undefined || isAnswer(asked)) throw new Error('no release');
  const packets = Array.from({ length: 1000 }, (_, index) => session.draw(asked, index)).filter(isAnswer);
  expect(packets).toHaveLength(10);
  // Small packets are no way around: their headers count.
  for (let serial = 11; serial < 21; serial++) session.hear(sent('deposit', serial, LEAST_BYTES), serial);
  const small = session.hear(sent('release', 21, LEAST_BYTES, { first: 1000, second: 1 }), 30);
  if (small === undefined || isAnswer(small)) throw new Error('no release');
  // The pace is reckoned from what is sent, not from the 1 byte that was asked for.
  expect(small.payloadBytes).toBe(LEAST_BYTES);
  expect(Array.from({ length: 1000 }, (_, index) => session.draw(small, index)).filter(isAnswer)).toHaveLength(10);
});

test('a stopped train ends, with credit left', () => {
  const session = new ResponderSession(7, 0);
  for (let serial = 0; serial < 10; serial++) session.hear(sent('deposit', serial, FULL_BYTES), serial);
  const asked = session.hear(sent('release', 10, LEAST_BYTES, { first: 10, second: FULL_BYTES }), 20);
  if (asked === undefined || isAnswer(asked)) throw new Error('no release');
  expect(session.draw(asked, 0)).toBeDefined();
  session.hear(sent('stop', 11, LEAST_BYTES, { first: 10 }), 21);
  expect(session.draw(asked, 1)).toBeUndefined();
});

test('a report tells what came and when, to the microsecond', () => {
  const session = new ResponderSession(7, 1000);
  session.hear(sent('deposit', 3, FULL_BYTES), 1002.5);
  const answer = session.hear(sent('report', 4, FULL_BYTES), 1010);
  if (!isAnswer(answer)) throw new Error('no answer');
  expect(answer.message.second).toBe(1);
  expect(answer.body?.readUInt32LE(0)).toBe(3);
  expect(answer.body?.readUInt32LE(4)).toBe(2500);
  expect(onWire(LEAST_BYTES)).toBe(72);
});
