import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  isRequest,
  isSignedBy,
  isStun,
  resign,
  ufragOfCheck,
  usernameOf,
} from '../../../src/sfu/transport/ice/stun-message.ts';

/** Password of RFC 5769 section 2.1, whose request is for "evtj:h6vY". */
const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';
const REQUEST = Buffer.from(
  '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf',
  'hex',
);

describe('a STUN message', () => {
  it('reads the published test vector', () => {
    expect([isStun(REQUEST), isRequest(REQUEST), usernameOf(REQUEST)]).toEqual([true, true, 'evtj:h6vY']);
    expect(isStun(Buffer.from([0x80, 0x60, ...REQUEST.subarray(2)]))).toBe(false);
  });

  it('proves that its sender knows the password: the published vector does, a changed one does not', () => {
    expect(isSignedBy(REQUEST, PASSWORD)).toBe(true);
    expect(isSignedBy(REQUEST, 'another')).toBe(false);
    const changed = Buffer.from(REQUEST);
    changed[40] = (changed[40] ?? 0) ^ 1;
    expect(isSignedBy(changed, PASSWORD)).toBe(false);
    expect(isSignedBy(REQUEST.subarray(0, 76), PASSWORD)).toBe(false);
    expect(isSignedBy(resign(REQUEST, 'another', { username: 'a:b' }), 'another')).toBe(true);
  });

  it('signs the test vector as its authors did, except for their padding', () => {
    const again = resign(REQUEST, PASSWORD);
    expect(again.length).toBe(REQUEST.length);
    // Theirs is padded with spaces, which the signature covers: so sign the same text here by hand.
    const covered = again.subarray(0, again.length - 32);
    covered.writeUInt16BE(again.length - 20 - 8, 2);
    expect(again.subarray(-28, -8)).toEqual(createHmac('sha1', PASSWORD).update(covered).digest());
  });

  it('replaces the user name, with a matching fingerprint', () => {
    const named = resign(REQUEST, 'another', { username: 'evtj:longer-name', priority: 0x7fffffff });
    expect(usernameOf(named)).toBe('evtj:longer-name');
    expect(named.includes(Buffer.from([0, 0x24, 0, 4, 0x7f, 0xff, 0xff, 0xff]))).toBe(true);
    expect(named.readUInt16BE(2)).toBe(named.length - 20);
    expect(named.readUInt32BE(named.length - 4)).toBe((crc32(named.subarray(0, -8)) ^ 0x5354554e) >>> 0);
  });

  it('tells in an answer the address that a check came from, as the published test vector does', () => {
    // RFC 5769 section 2.2: 192.0.2.1, port 32853.
    const attribute = Buffer.from('002000080001a147e112a643', 'hex');
    const answer = Buffer.concat([Buffer.from('0101000c', 'hex'), REQUEST.subarray(4, 20), Buffer.alloc(12)]);
    answer.set([0, 0x20, 0, 8], 20);
    const signed = resign(answer, PASSWORD, { mapped: { address: '192.0.2.1', port: 32_853 } });
    expect(signed.subarray(20, 32)).toEqual(attribute);
    expect(isSignedBy(signed, PASSWORD)).toBe(true);
    expect(resign(signed, PASSWORD)).toEqual(signed);
    expect(resign(REQUEST, PASSWORD, { mapped: { address: '192.0.2.1', port: 1 } }).length).toBe(REQUEST.length);
  });
});

describe('a connectivity check', () => {
  it('names the session it is for', () => {
    expect(ufragOfCheck(REQUEST)).toBe('evtj');
  });

  it.each([
    ['an answer', Buffer.concat([Buffer.from([1, 1]), REQUEST.subarray(2)])],
    [
      'a packet without the magic cookie',
      Buffer.concat([REQUEST.subarray(0, 4), Buffer.alloc(4), REQUEST.subarray(8)]),
    ],
    ['a packet cut short', REQUEST.subarray(0, 60)],
    ['no more than a header', Buffer.from('000100002112a442b7e7a701bc34d686fa87dfae', 'hex')],
    [
      'an attribute longer than the packet',
      Buffer.from('000100082112a442b7e7a701bc34d686fa87dfae0006ffff6576746a', 'hex'),
    ],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: origin\r\n\r\n')],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_, packet) => {
    expect(ufragOfCheck(packet)).toBeUndefined();
  });
});
