import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isRequest, isStun, resign, usernameOf } from './double/stun.ts';

/** Password of RFC 5769 section 2.1, whose request is for "evtj:h6vY". */
const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';
const REQUEST = Buffer.from(
  '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf',
  'hex',
);

describe('STUN of the double', () => {
  it('reads the published test vector', () => {
    expect([isStun(REQUEST), isRequest(REQUEST), usernameOf(REQUEST)]).toEqual([true, true, 'evtj:h6vY']);
    expect(isStun(Buffer.from([0x80, 0x60, ...REQUEST.subarray(2)]))).toBe(false);
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
    const named = resign(REQUEST, 'another', 'evtj:longer-name');
    expect(usernameOf(named)).toBe('evtj:longer-name');
    expect(named.readUInt16BE(2)).toBe(named.length - 20);
    expect(named.readUInt32BE(named.length - 4)).toBe((crc32(named.subarray(0, -8)) ^ 0x5354554e) >>> 0);
  });
});
