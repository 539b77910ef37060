import { describe, expect, it } from 'vitest';
import { JournalKeeper } from '../../../../src/network/backends/tun/journal-keeper.ts';

const PACKET = { from: 0, to: 1, bytes: 60, header: 0, atMs: 5, aheadMs: 0, unreadMs: 0 };

/** Journal of one packet, in slot 2 of 4. */
function journal(): JournalKeeper {
  const keeper = new JournalKeeper(4, 0);
  keeper.accepted(2, PACKET, Buffer.alloc(PACKET.bytes), 0);
  return keeper;
}

describe('the journal of a router', () => {
  it('notes how late the first of a packet and its copies was written', () => {
    const keeper = journal();
    keeper.copied(2, 3);
    keeper.wrote(3, 0.25);
    keeper.wrote(2, 4);
    expect(keeper.take(0, 10)).toMatchObject({ atMs: [5], lateMs: [0.25] });
  });

  it('does not take the answer to an expired packet, which leaves from its slot, for the packet', () => {
    const keeper = journal();
    keeper.ended(2);
    keeper.wrote(2, 4);
    expect(keeper.take(0, 10)).toMatchObject({ atMs: [5], lateMs: [null] });
  });
});
