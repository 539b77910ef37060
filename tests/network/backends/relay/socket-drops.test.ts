import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SocketDrops } from '../../../../src/network/backends/relay/socket-drops.ts';
import { ShaperCounters } from '../../../../src/network/backends/shaper-counters.ts';

const HEAD =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
const line = (port: number, drops: number) =>
  `  12: 0100007F:${port.toString(16).toUpperCase()} 00000000:0000 07 00000000:00000000 00:00000000 00000000  0  0 4242 2 000000 ${drops}`;

describe('SocketDrops', () => {
  let directory: string;
  let table: string;
  const write = (...lines: string[]) => writeFile(table, [HEAD, ...lines, ''].join('\n'));
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lh-drops-'));
    table = join(directory, 'udp');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('counts what these ports dropped since the last call, and no others', async () => {
    const drops = new SocketDrops([table, join(directory, 'missing')]);
    await write(line(5000, 3), line(5001, 0), line(6000, 99));
    expect(await drops.take([5000, 5001])).toBe(3);
    await write(line(5000, 5), line(5001, 1), line(6000, 200));
    expect(await drops.take([5000, 5001])).toBe(3);
    expect(await drops.take([5000, 5001])).toBe(0);
  });

  it('counts nothing back when a socket is closed or its port opened anew', async () => {
    const drops = new SocketDrops([table]);
    await write(line(5000, 7), line(5001, 2));
    expect(await drops.take([5000, 5001])).toBe(9);
    await write(line(5001, 2));
    expect(await drops.take([5001])).toBe(0);
    await write(line(5000, 1), line(5001, 2));
    expect(await drops.take([5000, 5001])).toBe(1);
  });

  it('counts each drop once, and none too few, across a time that it knows nothing of', async () => {
    const drops = new SocketDrops([table]);
    await write(line(5000, 7));
    expect(await drops.take([5000])).toBe(7);
    await rm(table);
    expect(await drops.take([5000])).toBeUndefined();
    await write(line(5000, 9));
    expect(await drops.take([5000, 5001])).toBeUndefined();
    await write(line(5000, 10), line(5001, 0));
    expect(await drops.take([5000, 5001])).toBe(3);
  });

  it('does not know where the system has no such table, or leaves a socket out', async () => {
    expect(await new SocketDrops([table]).take([5000])).toBeUndefined();
    await write(line(5000, 0));
    expect(await new SocketDrops([table]).take([5000, 5001])).toBeUndefined();
    expect(await new SocketDrops([table]).take([])).toBe(0);
  });
});

describe('ShaperCounters', () => {
  it('leaves out unasked drops that it does not know of, instead of counting none', () => {
    const counters = new ShaperCounters();
    expect(counters.take().unaskedDrops).toBe(0);
    counters.areDropsKnown = false;
    counters.unroutable = 2;
    expect(counters.take()).toEqual({ packets: 0, unroutable: 2 });
  });

  it('tells of drops that it does know of, even where it does not know them all', () => {
    const counters = new ShaperCounters();
    counters.areDropsKnown = false;
    counters.dropped = 3;
    expect(counters.take().unaskedDrops).toBe(3);
  });
});
