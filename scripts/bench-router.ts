/**
 * Measures the emulation alone, and, as root, the tun router's accuracy and limits beside a plain socket on loopback measured by
 * the same probe. Prints a table with the bar beside each figure; exit code 1 if one is missed. Takes about 80 s on a
 * machine that must be quiet: npx tsx scripts/bench-router.ts [--core | --router]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinksLine } from '../src/model/recording/sample-lines.ts';
import type { ShapedNetwork } from '../src/network/backend.ts';
import { openNetwork } from '../src/network/open-network.ts';
import { captureCost } from './bench/capture-cost.ts';
import { everyEffect, withDiscipline, withLinks, withQueued } from './bench/emulation.ts';
import { RATE_BPS, topologyOf } from './bench/paths.ts';
import { HERE, PACKET_BYTES, type Probed, probe } from './bench/probe.ts';
import { median } from './bench/quantile.ts';
import { atMost, type Row, table } from './bench/table.ts';

const VIEWERS = 20;
const FLOW_PPS = 300;
const FULL_PPS = 40_000;
const us = (ms: number) => `${(ms * 1000).toFixed(0)} µs`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const times = (ratio: number) => `x ${ratio.toFixed(2)}`;
const packets = (count: number) => `${count} packets`;

const rows: Row[] = [];

/** To the table at the end, and told at once. */
function add(...more: Row[]): void {
  rows.push(...more);
  for (const { what, measured } of more) console.error(`${what}: ${measured}`);
}

function emulationAlone(): Row[] {
  const runs = [0, 1, 2, 3, 4];
  everyEffect(VIEWERS, 200_000);
  const costs = runs.map(() => everyEffect(VIEWERS, 500_000));
  const queued = runs.map(() => [withQueued(10, 300_000), withQueued(10_000, 300_000)] as const);
  const links = runs.map(() => [withLinks(2, 300_000), withLinks(200, 300_000)] as const);
  const queues = runs.map(() => [withDiscipline('droptail', 200_000), withDiscipline('fq-codel', 200_000)] as const);
  const dualPi2 = runs.map(() => [withDiscipline('droptail', 200_000), withDiscipline('dualpi2', 200_000)] as const);
  const codel = runs.map(() => [withDiscipline('droptail', 200_000), withDiscipline('codel', 200_000)] as const);
  const ns = (value: number) => `${value.toFixed(0)} ns`;
  const growth = (pairs: readonly (readonly [number, number])[]) => median(pairs.map(([few, many]) => many / few));
  const from = (pairs: readonly (readonly [number, number])[], place: 0 | 1) =>
    ns(median(pairs.map((pair) => pair[place])));
  return [
    // A tenth of what a packet may take at 40,000 packets/s.
    atMost('core: a packet through two links, every effect', median(costs.map((cost) => cost.nsAPacket)), 2500, ns),
    atMost('capture: a packet at both ends', median(runs.map(() => captureCost(500_000))), 1000, ns),
    // Numbers that V8 boxes on their way between functions; a collection of 16 MB of them takes half a millisecond.
    atMost(
      'core: heap a packet',
      median(costs.map((cost) => cost.heapBytesAPacket)),
      128,
      (bytes) => `${bytes.toFixed(0)} bytes`,
    ),
    atMost(`core: droptail -> codel, full (${from(codel, 0)} -> ${from(codel, 1)})`, growth(codel), 4, times),
    atMost(`core: droptail -> fq-codel, full (${from(queues, 0)} -> ${from(queues, 1)})`, growth(queues), 4, times),
    atMost(`core: droptail -> dualpi2, full (${from(dualPi2, 0)} -> ${from(dualPi2, 1)})`, growth(dualPi2), 4, times),
    // The logarithm of 10,000 is four times that of 10.
    atMost(`core: 10 -> 10,000 under way (${from(queued, 0)} -> ${from(queued, 1)})`, growth(queued), 4, times),
    atMost(`core: 2 -> 200 links (${from(links, 0)} -> ${from(links, 1)})`, growth(links), 4, times),
  ];
}

async function opened<T>(
  viewers: number,
  captureTo: string | undefined,
  use: (network: ShapedNetwork, lines: readonly LinksLine[]) => Promise<T>,
): Promise<{ value: T; openMs: number; closeMs: number; lines: readonly LinksLine[] }> {
  const lines: LinksLine[] = [];
  const startMs = performance.now();
  const network = await openNetwork(topologyOf(viewers), {
    ...{ backend: 'tun', signal: new AbortController().signal, ...(captureTo !== undefined && { captureTo }) },
    onSecond: (line) => lines.push(line),
    onFailure: (error) => console.error(error),
  });
  const openMs = performance.now() - startMs;
  let closingMs = startMs;
  try {
    const value = await use(network, lines);
    closingMs = performance.now();
    await network.close();
    return { value, openMs, closeMs: performance.now() - closingMs, lines };
  } finally {
    await network.close();
  }
}

const placesOf = (network: ShapedNetwork, viewers: number) =>
  Array.from({ length: viewers }, (_, n) => `v${n + 1}`).map(
    (id) => `${network.namespaceOf(id)}@${network.addressOf(id)}`,
  );

/** Error of the delay; bars only where the project has one. */
function delayRows(what: string, { p50Ms, p99Ms, packetsPerSecond }: Probed, askedMs: number, barred = false): Row[] {
  const name = `${what}, ${packetsPerSecond.toFixed(0)} packets/s: error`;
  const [p50, p99] = [p50Ms - askedMs, p99Ms - askedMs];
  if (!barred) return [{ what: `${name} p50 / p99`, measured: `${us(p50)} / ${us(p99)}` }];
  return [atMost(`${name} p50`, p50, 0.1, us), atMost(`${name} p99`, p99, 1, us)];
}

/** At FULL_PPS; fails too where the sender did not come near it. */
function lossRow(what: string, { sent, received, packetsPerSecond }: Probed): Row {
  const row = atMost(`${what}, ${packetsPerSecond.toFixed(0)} packets/s: lost of ${sent}`, sent - received, 0, packets);
  return { ...row, passes: row.passes === true && packetsPerSecond > 0.98 * FULL_PPS };
}

async function router(network: ShapedNetwork): Promise<void> {
  const places = placesOf(network, VIEWERS);
  for (const [source, askedMs] of [
    ['d0', 0],
    ['d20', 20],
    ['d100', 100],
  ] as const) {
    const enter = network.enter(source);
    add(...delayRows(`${askedMs} ms, 1 flow`, await probe(enter, places.slice(0, 1), FLOW_PPS, 2), askedMs));
    const all = await probe(enter, places, VIEWERS * FLOW_PPS, 3);
    add(...delayRows(`${askedMs} ms, ${VIEWERS} flows`, all, askedMs, askedMs === 20));
  }
  const full = await probe(network.enter('d20'), places, FULL_PPS, 2);
  add(lossRow('20 ms', full));
  const flood = await probe(network.enter('d20'), places, 100_000, 2);
  const passed = (flood.packetsPerSecond * flood.received) / flood.sent;
  const through = `20 ms, ${flood.packetsPerSecond.toFixed(0)} packets/s, the sender's most: got through`;
  add({ what: through, measured: `${passed.toFixed(0)} packets/s` });
  const lossy = await probe(network.enter('lossy'), places, 20_000, 5);
  const off = Math.abs(lossy.sent - lossy.received - lossy.sent * 0.01);
  // 2.576 sigma: 99 %.
  const interval = 2.576 * Math.sqrt(lossy.sent * 0.01 * 0.99);
  add(atMost(`1 % loss of ${lossy.sent}: off by`, off, Math.floor(interval), packets));
  const narrow = await probe(network.enter('narrow'), places, (2 * RATE_BPS) / 8 / PACKET_BYTES, 4);
  const rateBps = ((narrow.received - 1) * PACKET_BYTES * 8000) / narrow.spanMs;
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  add(atMost(`10 Mbps at twice the load: rate off by`, Math.abs(rateBps / RATE_BPS - 1), 0.01, percent));
}

async function captured(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'longhaul-bench-'));
  try {
    await opened(VIEWERS, directory, async (network) => {
      const places = placesOf(network, VIEWERS);
      const calm = await probe(network.enter('d20'), places, VIEWERS * FLOW_PPS, 3);
      const full = await probe(network.enter('d20'), places, FULL_PPS, 2);
      add(...delayRows(`20 ms, ${VIEWERS} flows, all captured`, calm, 20, true), lossRow('20 ms, all captured', full));
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function building(): Promise<void> {
  const runs = [];
  for (let n = 0; n < 3; n++) runs.push(await opened(8, undefined, async () => undefined));
  add(
    atMost('8 viewers: set-up', median(runs.map(({ openMs }) => openMs)), 2000, seconds),
    atMost('8 viewers: take-down', median(runs.map(({ closeMs }) => closeMs)), 1000, seconds),
  );
}

if (!process.argv.includes('--router')) add(...emulationAlone());
if (!process.argv.includes('--core')) {
  for (const [flows, pps] of [
    [1, FLOW_PPS],
    [VIEWERS, VIEWERS * FLOW_PPS],
  ] as const)
    add(
      ...delayRows(`plain socket, ${flows} flow${flows > 1 ? 's' : ''}`, await probe(HERE, ['-@127.0.0.1'], pps, 2), 0),
    );
  const { lines } = await opened(VIEWERS, undefined, router);
  await captured();
  await building();
  const unasked = lines.reduce((sum, { shaper }) => sum + (shaper.unaskedDrops ?? Number.NaN), 0);
  add({ what: 'drops that nobody asked for, the 100,000/s included', measured: packets(unasked) });
}
console.log(table(rows));
process.exitCode = rows.some(({ passes }) => passes === false) ? 1 : 0;
