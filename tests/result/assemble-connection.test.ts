import { describe, expect, it } from 'vitest';
import type { ConnectionRecord } from '../../src/model/recording/connection-record.ts';
import type { EventLine, EventName } from '../../src/model/recording/event-line.ts';
import { AGORA_FAILURES } from '../../src/model/result/agora-failures.ts';
import type { Result } from '../../src/model/result/result.ts';
import { explainFailure } from '../../src/participants/explain-failure.ts';
import { connectionNotes } from '../../src/report/facts/connection-notes.ts';
import { assembleConnection } from '../../src/result/assemble-connection.ts';

const NO_LINKS = { links: [], routes: [] };
const event = (atMs: number, name: EventName, detail: Record<string, unknown> = {}): EventLine => ({
  ...{ type: 'event', source: 'v', atMs, name, detail },
});
const told = (atMs: number, what: string) => event(atMs, 'transport', { what });
const candidate = (atMs: number, fields: Record<string, string>) => ({
  atMs,
  reports: [{ id: 'L', timestamp: atMs, type: 'local-candidate' as const, ...fields }],
});
const recordOf = (events: EventLine[], stats: ReturnType<typeof candidate>[] = []) =>
  assembleConnection({ id: 'v', stats, events }, NO_LINKS);

describe('how a participant was connected', () => {
  it('lists the ways of its media in the order of first use, each once', () => {
    const udp = { protocol: 'udp', candidateType: 'host' };
    const tcp = { protocol: 'tcp', candidateType: 'prflx' };
    const relay = { protocol: 'udp', candidateType: 'relay', relayProtocol: 'tls' };
    const stats = [candidate(1, udp), candidate(2, tcp), candidate(3, udp), candidate(4, relay), candidate(5, {})];
    expect(recordOf([event(0, 'joined')], stats)).toEqual({
      ...{ participant: 'v', ways: [udp, tcp, relay], reconnections: 0 },
    });
  });

  it('counts restored connections from their loss to their return, and tells of one that did not return', () => {
    const events = [
      ...[event(0, 'joined'), told(100, 'reconnecting'), told(900, 'reconnecting'), told(1100, 'reconnected')],
      ...[told(5000, 'reconnecting'), told(5400, 'reconnected'), told(9000, 'reconnecting')],
    ];
    expect(recordOf(events)).toMatchObject({ reconnections: 2, longestReconnectionMs: 1000, isLost: true });
  });

  it('tells why it never connected, and nothing of attempts before one that did', () => {
    const failed = event(1, 'join-failed', { attempt: 1, reason: 'first' });
    expect(recordOf([failed, event(2, 'join-failed', { reason: 'second' })]).failure).toBe('second');
    expect(recordOf([failed, event(2, 'joined')])).not.toHaveProperty('failure');
  });
});

describe('the reason of a failed connection', () => {
  const noPath = 'the server answered, but no path for media to it was found in 10 s: tried 10.77.0.1:5000/udp';

  it('names the blocked line where no path was found', () => {
    expect(explainFailure(noPath, true)).toBe(`could not connect: UDP is blocked on the line; ${noPath}`);
  });

  it('stays as it is elsewhere, and where a server refused', () => {
    expect(explainFailure(noPath, false)).toBe(noPath);
    expect(explainFailure('POST …: the server answered 401', true)).toBe('POST …: the server answered 401');
  });
});

describe('the report', () => {
  const record = (participant: string, more: Partial<ConnectionRecord> = {}): ConnectionRecord => ({
    ...{ participant, ways: [{ protocol: 'udp', candidateType: 'host' }], reconnections: 0 },
    ...more,
  });
  const notesOf = (...connections: ConnectionRecord[]) =>
    connectionNotes({ scenario: { regions: [] }, takes: [{ connections }] } as unknown as Result);
  const tcp = { ways: [{ protocol: 'tcp', candidateType: 'prflx' }] };

  it('has nothing to say of UDP from join to end, nor of older results', () => {
    expect(notesOf(record('publisher'), record('v'))).toEqual([]);
    expect(connectionNotes({ scenario: { regions: [] }, takes: [{}] } as unknown as Result)).toEqual([]);
  });

  it('names those whose media went over TCP, and counts the rest', () => {
    const [note, ...others] = notesOf(...['publisher', 'a', 'b', 'c', 'd', 'e'].map((id) => record(id, tcp)));
    expect(others).toEqual([]);
    expect(note?.en).toMatch(/^Media went over TCP \(ICE-TCP\): the publisher, a, b, c and 2 more\./);
    expect(note?.zh).toMatch(/^媒体经 TCP 传输（ICE-TCP）：推流端、a、b、c 和另外 2 位。/);
  });

  it('names the way to a relay', () => {
    const ways = [{ protocol: 'udp', candidateType: 'relay', relayProtocol: 'tcp' }];
    expect(notesOf(record('v', { ways })).map(({ en }) => en)).toEqual([
      'Media went through a TURN server, reached over TCP: v.',
    ]);
    const unknown = [{ protocol: 'udp', candidateType: 'relay' }];
    expect(notesOf(record('v', { ways: unknown })).map(({ en }) => en)).toEqual([
      'Media went through a TURN server, over which protocol is not known: v.',
    ]);
  });

  it('says that UDP is blocked where that is why nobody connected, and the reason elsewhere', () => {
    const notes = notesOf(
      record('hotel', {
        ways: [],
        failure: explainFailure('no path for media to it was found', true),
        udpBlocked: true,
      }),
      record('v', { ways: [], failure: 'POST: 401' }),
      // Refused, which blocked UDP does not explain.
      record('w', { ways: [], failure: 'POST: 401', udpBlocked: true }),
    );
    expect(notes[0]?.en).toMatch(
      /^Could not connect, because UDP is blocked on the line: hotel\. The server must offer/,
    );
    expect(notes[1]).toEqual({ en: 'Could not connect: v, w. POST: 401', zh: '无法连接：v、w。POST: 401' });
  });

  it('tells in Chinese what Agora says', () => {
    const { en, zh } = AGORA_FAILURES.full;
    expect(notesOf(record('v', { ways: [], failure: `${en} (code 17)` }))).toEqual([
      { en: `Could not connect: v. ${en} (code 17)`, zh: `无法连接：v。${zh} (code 17)` },
    ]);
  });

  it('tells of connections that were lost, and how long the longest was restored in', () => {
    const notes = notesOf(
      record('a', { reconnections: 2, longestReconnectionMs: 3400 }),
      record('b', { reconnections: 1, longestReconnectionMs: 1200 }),
      record('c', { isLost: true }),
    );
    expect(notes.map(({ en }) => en)).toEqual([
      'Lost the connection and had not got it back at the end: c.',
      'Lost the connection and restored it: a, b (3 times in all, 3.4 s at the longest).',
    ]);
  });
});
