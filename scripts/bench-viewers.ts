/**
 * Measures how the tun network grows with its viewers: set-up and take-down, and the lateness of the router, and its CPU time a
 * packet, while the origin sends every viewer 300 packets/s. Prints a table with the bar beside each figure; exit code 1 if one
 * is missed, or the sender was too slow. Needs root and a quiet machine: npx tsx scripts/bench-viewers.ts [VIEWERS...]
 * Default: 8 50 100 200.
 */

import type { LinksLine } from '../src/model/recording/sample-lines.ts';
import type { LinkProfile } from '../src/model/scenario/link-profile.ts';
import type { Link, Topology } from '../src/model/scenario/network.ts';
import { openNetwork } from '../src/network/open-network.ts';
import { type Probed, probe } from './bench/probe.ts';
import { routerCpu } from './bench/router-cpu.ts';
import { atMost, type Row, table } from './bench/table.ts';

const FLOW_PPS = 300;
/** Viewers up to whom lateness is measured, too; more packets than that are not promised. */
const MOST_LOADED = 100;
const SECONDS = 8;
/** Share of the packets that must have been sent for the figures to count. */
const LEAST_SENT = 0.97;
const REGIONS = 10;
const EVENING: LinkProfile = {
  ...{ delayMs: 60, jitterMs: 5, rateBps: 1e9, queueMs: 100 },
  loss: { type: 'gilbert-elliott', p: 0.002, r: 0.3, lossInBad: 1, lossInGood: 0 },
};
const HOME: LinkProfile = {
  delayMs: 5,
  jitterMs: 3,
  rateBps: 50e6,
  queueMs: 200,
  loss: { type: 'random', lossFraction: 0.001 },
};

function topologyOf(viewers: number): Topology {
  const ids = Array.from({ length: viewers }, (_, n) => `v${n + 1}`);
  const links: Link[] = [];
  const pair = (name: string, segment: 'haul' | 'access', profile: LinkProfile) => {
    for (const direction of ['out', 'back'] as const)
      links.push({ id: `${name}/${direction}`, segment, direction, profile, seed: links.length + 1 });
  };
  for (let n = 0; n < REGIONS; n++) pair(`haul:${n}`, 'haul', EVENING);
  for (const id of ids) pair(`access:${id}`, 'access', HOME);
  const address = (n: number) => `10.77.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`;
  return {
    nodes: [
      { id: 'origin', role: 'origin', address: '10.77.0.1' },
      ...ids.map((id, n) => ({ id, role: 'viewer' as const, address: address(n) })),
    ],
    links,
    routes: ids.flatMap((id, n) => [
      { from: 'origin', to: id, links: [`haul:${n % REGIONS}/out`, `access:${id}/out`] },
      { from: id, to: 'origin', links: [`access:${id}/back`, `haul:${n % REGIONS}/back`] },
    ]),
  };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const ms = (value: number) => `${value.toFixed(3)} ms`;
const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measured(viewers: number): Promise<Row[]> {
  const lines: LinksLine[] = [];
  const beginMs = performance.now();
  const network = await openNetwork(topologyOf(viewers), {
    ...{ backend: 'tun', signal: new AbortController().signal },
    onSecond: (line) => lines.push(line),
    onFailure: (error) => console.error(error),
  });
  const openMs = performance.now() - beginMs;
  let probed: Probed | undefined;
  let cpuUs = Number.NaN;
  let closeMs = Number.NaN;
  try {
    if (viewers <= MOST_LOADED) {
      const places = Array.from({ length: viewers }, (_, n) => `v${n + 1}`).map(
        (id) => `${network.namespaceOf(id)}@${network.addressOf(id)}`,
      );
      const cpu = routerCpu();
      probed = await probe(network.enter('origin'), places, viewers * FLOW_PPS, SECONDS);
      cpuUs = cpu() / probed.sent;
    }
  } finally {
    const closingMs = performance.now();
    await network.close();
    closeMs = performance.now() - closingMs;
  }
  const rows = [
    atMost(`${viewers} viewers: set-up`, openMs, viewers > 100 ? 20_000 : 10_000, seconds),
    atMost(`${viewers} viewers: take-down`, closeMs, 5000, seconds),
  ];
  if (probed === undefined) return rows;
  const shapers = lines.map(({ shaper }) => shaper);
  const busy = shapers.filter(({ packets }) => packets > (viewers * FLOW_PPS) / 2);
  const dropped = shapers.reduce(
    (sum, shaper) => sum + (shaper.unaskedDrops ?? Number.NaN),
    shapers.length > 0 ? 0 : Number.NaN,
  );
  return [
    ...rows,
    {
      what: `${viewers} viewers: packets/s sent`,
      measured: probed.packetsPerSecond.toFixed(0),
      bar: `at least ${(LEAST_SENT * viewers * FLOW_PPS).toFixed(0)}`,
      passes: probed.packetsPerSecond >= LEAST_SENT * viewers * FLOW_PPS,
    },
    { what: `${viewers} viewers: CPU time of the router a packet`, measured: `${cpuUs.toFixed(1)} µs` },
    atMost(
      `${viewers} viewers: lateness p99, median second`,
      middle(busy.map(({ latenessP99Ms = Number.NaN }) => latenessP99Ms)),
      1,
      ms,
    ),
    {
      what: `${viewers} viewers: lateness p99, each second`,
      measured: busy.map(({ latenessP99Ms = Number.NaN }) => latenessP99Ms.toFixed(2)).join(' '),
    },
    atMost(`${viewers} viewers: drops nobody asked for`, dropped, 0, String),
  ];
}

const asked = process.argv.slice(2).map(Number);
const rows: Row[] = [];
for (const viewers of asked.length > 0 ? asked : [8, 50, 100, 200]) {
  const more = await measured(viewers);
  for (const { what, measured: value } of more) console.error(`${what}: ${value}`);
  rows.push(...more);
}
console.log(table(rows));
process.exitCode = rows.some(({ passes }) => passes === false) ? 1 : 0;
