/**
 * Measures the relay: its accuracy, its limits and its share of a CPU, beside a plain socket on loopback measured by the
 * same probe. Needs Linux, and no privilege; root adds real-time priority. Takes about 20 s on a machine that must be quiet:
 * npx tsx scripts/bench-relay.ts
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { LinksLine } from '../src/model/recording/sample-lines.ts';
import type { LinkProfile } from '../src/model/scenario/link-profile.ts';
import type { Topology } from '../src/model/scenario/network.ts';
import { openNetwork } from '../src/network/open-network.ts';
import { HERE, PORT, type Probed, probe } from './bench/probe.ts';
import { type Row, table } from './bench/table.ts';

const VIEWERS = 20;
const HAUL_MS = 15;
const ACCESS_MS = 5;
const ASKED_MS = HAUL_MS + ACCESS_MS;
const LOOPBACK = '127.0.0.1';
const HERE_ALONE = [`-@${LOOPBACK}`];
/** Clock ticks a second in /proc/<pid>/stat, on every Linux that Node supports. */
const TICKS_PER_S = 100;

const viewers = Array.from({ length: VIEWERS }, (_, n) => `v${n + 1}`);
const us = (ms: number) => `${(ms * 1000).toFixed(0)} µs`;

/** Towards the origin alone: nothing answers. */
function topology(): Topology {
  const plain: LinkProfile = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } };
  const link = (id: string, delayMs: number) => {
    return { id, segment: 'access', direction: 'back', profile: { ...plain, delayMs }, seed: 1 } as const;
  };
  return {
    nodes: ['origin', ...viewers].map((id) => ({ id, role: 'viewer', address: LOOPBACK })),
    links: [link('haul', HAUL_MS), ...viewers.map((id) => link(id, ACCESS_MS))],
    routes: viewers.map((id) => ({ from: id, to: 'origin', links: [id, 'haul'] })),
  };
}

/** Fields 4, 14 and 15 of proc(5)'s stat, of the relay that this process started. */
function relayCpuMs(): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      if (Number(fields[1]) !== process.pid || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('run-relay'))
        continue;
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_S;
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('the relay does not run');
}

const rows: Row[] = [];
const seconds: LinksLine[] = [];
function add(what: string, { sent, received, packetsPerSecond, p50Ms, p99Ms }: Probed, askedMs: number, rest = '') {
  const lost = `lost ${(100 * (1 - received / sent)).toFixed(2)} %${rest}`;
  const name = `${what}, ${packetsPerSecond.toFixed(0)} packets/s: error p50 / p99`;
  rows.push({ what: name, measured: `${us(p50Ms - askedMs)} / ${us(p99Ms - askedMs)}, ${lost}` });
}

const network = await openNetwork(topology(), {
  ...{ backend: 'relay', signal: new AbortController().signal },
  onSecond: (line) => seconds.push(line),
  onFailure: (error) => console.error(error),
});
try {
  const ports = await Promise.all(viewers.map((id) => network.reach(id, { address: LOOPBACK, port: PORT })));
  const targets = ports.map(({ address, port }) => `${address}:${port}`);
  const measure = async (flows: number, perSecond: number, forS: number) => {
    const before = relayCpuMs();
    const begun = performance.now();
    const probed = await probe(HERE, HERE_ALONE, flows * perSecond, forS, targets.slice(0, flows));
    const share = (relayCpuMs() - before) / (performance.now() - begun);
    add(`${ASKED_MS} ms, ${flows} flows`, probed, ASKED_MS, `, ${(share * 100).toFixed(0)} % of a CPU`);
    return probed;
  };
  const socket = await probe(HERE, HERE_ALONE, 6000, 3);
  add('plain socket', socket, 0);
  await measure(1, 300, 3);
  const twenty = await measure(20, 300, 4);
  for (const { shaper } of seconds.filter(({ shaper }) => shaper.packets > 5500 && shaper.packets < 6500))
    rows.push({
      what: '  lateness by its own account p50 / p99 / max',
      measured: [shaper.latenessP50Ms, shaper.latenessP99Ms, shaper.latenessMaxMs].map((ms = 0) => us(ms)).join(' / '),
    });
  await measure(20, 1000, 2);
  await measure(20, 2000, 2);
  const ratio = (relay: number, plain: number) => `x ${((relay - ASKED_MS) / plain).toFixed(1)}`;
  rows.push({
    what: '20 flows against the plain socket: error p50 / p99',
    measured: `${ratio(twenty.p50Ms, socket.p50Ms)} / ${ratio(twenty.p99Ms, socket.p99Ms)}`,
  });
  const unasked = seconds.reduce((sum, line) => sum + (line.shaper.unaskedDrops ?? Number.NaN), 0);
  rows.push({ what: 'drops that nobody asked for', measured: `${unasked} packets` });
  console.log(`${JSON.stringify(network.backend.detail)}\n${table(rows)}`);
} finally {
  await network.close();
}
