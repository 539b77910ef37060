/** Runs inside user-mode Linux: sends the same packets through the same topology, shaped by netem and by tun. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { sleep, wallMs } from '../../../src/lib/clock.ts';
import type { LinksLine } from '../../../src/model/recording/sample-lines.ts';
// Loaded before processes are counted: what compiles a module is one, too.
import '../../../src/network/backends/netem/open-netem-network.ts';
import '../../../src/network/backends/tun/open-tun-network.ts';
import { listNamespaces } from '../../../src/network/backends/namespaces/namespaces.ts';
import { BACKENDS, type BackendId } from '../../../src/network/registry.ts';
import { loadModules } from './load-modules.ts';
import { PacketTap, Sender } from './packet-tap.ts';
import {
  ALL_FLOWS,
  type BackendFinding,
  type Findings,
  FLOWS_AFTER,
  FLOWS_BEFORE,
  FLOWS_BESIDE,
  type Flow,
  nameOf,
  PATHS,
  type Passage,
} from './paths.ts';

const DRAIN_EVERY_MS = 100;
/** Longest time through a path, with a full queue. */
const LINGER_MS = 500;
const SECOND_MS = 1000;

async function measure(id: BackendId): Promise<BackendFinding> {
  const before = processNames();
  const seconds: LinksLine[] = [];
  const failures: string[] = [];
  const startMs = performance.now();
  const network = await BACKENDS[id].open(PATHS, 'to compare', {
    signal: new AbortController().signal,
    onSecond: (line) => seconds.push(line),
    onFailure: ({ message }) => failures.push(message),
  });
  const openMs = performance.now() - startMs;
  const namespace = (node: string) => network.namespaceOf(node) ?? '';
  const taps = new Map(PATHS.nodes.map(({ id: node }) => [node, new PacketTap(namespace(node))]));
  const senders = new Map(
    ALL_FLOWS.map((flow, n) => [
      flow,
      new Sender(n, namespace(flow.from), namespace(flow.to), network.addressOf(flow.to)),
    ]),
  );
  const drain = () => {
    for (const tap of taps.values()) tap.drain();
  };
  const play = async (flows: readonly Flow[]) => {
    await sendAll(flows, senders, drain);
    await sleep(LINGER_MS);
    drain();
  };
  await play(FLOWS_BEFORE);
  await play(FLOWS_BESIDE);
  await network.openWindow();
  const openedMs = wallMs();
  await play(FLOWS_AFTER);
  await sleep(SECOND_MS);
  for (const closable of [...taps.values(), ...senders.values()]) closable.close();
  const closingMs = performance.now();
  await network.close();
  const closeMs = performance.now() - closingMs;
  const passages = Object.fromEntries(ALL_FLOWS.map((flow, n) => [nameOf(flow), passageOf(flow, n, taps)]));
  const left = [...listNamespaces(), ...processNames().filter((name) => !before.includes(name))];
  return { openMs, closeMs, detail: network.backend.detail, failures, left, passages, openedMs, seconds };
}

async function sendAll(flows: readonly Flow[], senders: ReadonlyMap<Flow, Sender>, drain: () => void): Promise<void> {
  const packets = flows
    .flatMap((flow, phase) =>
      Array.from({ length: flow.count }, (_, k) => ({ flow, atMs: k * flow.everyMs + phase * 0.7 })),
    )
    .sort((a, b) => a.atMs - b.atMs);
  const startMs = performance.now();
  let drainedMs = 0;
  for (const { flow, atMs } of packets) {
    const aheadMs = startMs + atMs - performance.now();
    if (aheadMs > 0.5) await sleep(aheadMs);
    senders.get(flow)?.send(flow.bytes);
    if (atMs - drainedMs < DRAIN_EVERY_MS) continue;
    drain();
    drainedMs = atMs;
  }
}

function passageOf({ from, to, count }: Flow, n: number, taps: ReadonlyMap<string, PacketTap>): Passage {
  const seenAt = (node: string) => (taps.get(node)?.seen ?? []).filter(({ flow }) => flow === n);
  const sentMs: number[] = [];
  for (const { number, atMs } of seenAt(from)) sentMs[number] = atMs;
  const cameMs: number[][] = Array.from({ length: count }, () => []);
  for (const { number, atMs } of seenAt(to)) cameMs[number]?.push(atMs);
  return { sentMs, cameMs, order: seenAt(to).map(({ number }) => number) };
}

function processNames(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        // Kernel threads and zombies have no command line.
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8') === ''
          ? []
          : [readFileSync(`/proc/${pid}/comm`, 'utf8').trim()];
      } catch {
        return [];
      }
    });
}

const path = process.argv[2];
if (path !== undefined) {
  loadModules();
  const netemProbe = await BACKENDS.netem.probe();
  const netem = await measure('netem');
  const tun = await measure('tun');
  const findings: Findings = { netemProbe, netem, tun };
  writeFileSync(path, JSON.stringify(findings));
}
