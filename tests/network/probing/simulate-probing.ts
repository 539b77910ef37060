import { createRandom } from '../../../src/lib/random.ts';
import type { CalibrationCheck } from '../../../src/model/result/calibration.ts';
import type { Topology } from '../../../src/model/scenario/network.ts';
import { FastForward } from '../../../src/network/backends/tun/fast-forward.ts';
import { JournalKeeper } from '../../../src/network/backends/tun/journal-keeper.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { WARMUP_WEATHER_MS } from '../../../src/network/emulation/warmup-weather.ts';
import { judgeProbes } from '../../../src/network/probing/exact/judge-probes.ts';
import {
  FAST_FORWARD_AT_MS,
  FAST_FORWARD_STEP_MS,
  planExactProbes,
} from '../../../src/network/probing/exact/plan-exact-probes.ts';
import { Replay } from '../../../src/network/probing/exact/replay.ts';
import { encodeProbe, HEADER_BYTES } from '../../../src/network/probing/probe-packet.ts';

/** Capacity of the router itself. */
const CAPACITY = 16_384;
const EPOCH_WALL_MS = 1_795_000_000_000.123;
const UDP = 17;

/**
 * Delays that a machine adds: means of exponential draws, ms, unless noted. Measured at a load of 5 and more on two cores.
 */
export interface Machine {
  /** Time between the send and the router's read. */
  readonly readMs: number;
  /** Lateness of the router's write, which the router reports. */
  readonly lateMs: number;
  /** Time between the router's clock reading and the kernel's timestamp, which nothing reports. */
  readonly stampMs: number;
  /** Freezes per second, and their mean duration. */
  readonly freezesPerSecond: number;
  readonly freezeMs: number;
  /** Share of the freezes between clock reading and timestamp, which go unreported. */
  readonly unreportedShare: number;
}

export const BUSY: Machine = {
  ...{ readMs: 0.03, lateMs: 0.05, stampMs: 0.015 },
  ...{ freezesPerSecond: 4, freezeMs: 8, unreportedShare: 0.02 },
};

/**
 * Simulates a whole calibration without sockets and devices: the probes planned for `asked` cross a network built as
 * `built`, on a machine that freezes at random. Returns the checks of each path.
 */
export function simulateProbing(
  asked: Topology,
  built: Topology,
  seed: number,
  machine: Machine = BUSY,
): CalibrationCheck[][] {
  const random = createRandom(seed);
  const draw = (meanMs: number) => -meanMs * Math.log(1 - random());
  const paths = planExactProbes(asked);
  const times = paths.map(({ probes }) => ({
    sentMs: new Float64Array(probes.length).fill(Number.NaN),
    receivedMs: new Float64Array(probes.length).fill(Number.NaN),
  }));
  const bySerial = paths.flatMap(({ probes }, path) => probes.map((planned, probe) => ({ path, probe, planned })));
  const journal = new JournalKeeper(CAPACITY, 0);
  const serialOf = new Int32Array(CAPACITY);
  const isCorrupted = new Uint8Array(CAPACITY);
  const core = new RouterCore(built, CAPACITY, {
    weatherMs: WARMUP_WEATHER_MS,
    editor: {
      copy: (from, to) => {
        serialOf[to] = serialOf[from] ?? 0;
        isCorrupted[to] = 0;
        journal.copied(from, to);
      },
      flipBit: (slot) => {
        isCorrupted[slot] = 1;
      },
    },
  });
  // The router has run for a while; its clock and the wall clock drift apart by up to 50 ppm.
  const startMs = 300 + 500 * random();
  const slew = (random() - 0.5) * 1e-4;
  const wall = (linkMs: number) => EPOCH_WALL_MS + linkMs * (1 + slew);
  const epochSeen = (linkMs: number) => wall(linkMs) - linkMs + draw(0.0005);
  const before = journal.take(epochSeen(startMs), startMs);

  let nextFreezeMs = startMs + draw(1000 / machine.freezesPerSecond);
  let frozenUntilMs = Number.NEGATIVE_INFINITY;
  /** Returns when the router handles a packet that arrives at `atMs`. Times must not decrease. */
  const awake = (atMs: number) => {
    while (nextFreezeMs <= atMs) {
      frozenUntilMs = Math.max(frozenUntilMs, nextFreezeMs + draw(machine.freezeMs));
      nextFreezeMs += draw(1000 / machine.freezesPerSecond);
    }
    return Math.max(atMs, frozenUntilMs);
  };
  const arrive = (slot: number) => {
    const dueMs = core.dueMs(slot);
    const writtenMs = awake(dueMs) + draw(machine.lateMs);
    const isUnreported = writtenMs > dueMs + 1 && random() < machine.unreportedShare;
    journal.wrote(slot, isUnreported ? 0 : writtenMs - dueMs);
    const sent = bySerial[serialOf[slot] ?? 0];
    const arrivals = sent && times[sent.path]?.receivedMs;
    if (arrivals !== undefined && isCorrupted[slot] === 0 && Number.isNaN(arrivals[sent?.probe ?? 0]))
      arrivals[sent?.probe ?? 0] = wall(writtenMs + draw(machine.stampMs));
    core.release(slot);
  };
  const collect = (untilMs: number) => {
    for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) arrive(slot);
  };

  const order = bySerial
    .map((_, serial) => serial)
    .sort((a, b) => (bySerial[a]?.planned.atMs ?? 0) - (bySerial[b]?.planned.atMs ?? 0));
  const fastForward = new FastForward();
  let senderFreeMs = startMs;
  let readMs = startMs;
  for (const serial of order) {
    const sent = bySerial[serial];
    if (sent === undefined) continue;
    // The sender's timer ticks every ms and sends the packets that are due one after the other.
    senderFreeMs = Math.max(senderFreeMs + 0.008, startMs + Math.ceil(sent.planned.atMs));
    readMs = Math.max(readMs, awake(senderFreeMs + draw(machine.readMs)));
    const path = paths[sent.path];
    const probeTimes = times[sent.path];
    if (path === undefined || probeTimes === undefined) continue;
    probeTimes.sentMs[sent.probe] = wall(senderFreeMs);
    collect(readMs);
    const slot = core.reserve();
    serialOf[slot] = serial;
    isCorrupted[slot] = 0;
    const bytes = sent.planned.payloadBytes + HEADER_BYTES;
    const unreadMs = Math.max(0, readMs - senderFreeMs - 0.05);
    if (readMs > startMs + FAST_FORWARD_AT_MS) fastForward.begin(FAST_FORWARD_STEP_MS);
    const weatherMs = fastForward.jump(readMs);
    if (weatherMs !== undefined) core.setWeather(readMs, weatherMs);
    const { aheadMs } = fastForward;
    journal.accepted(
      slot,
      { from: path.from, to: path.to, bytes, header: 0, atMs: readMs, aheadMs, unreadMs },
      packet(serial),
      0,
    );
    core.offer(slot, core.routeBetween(path.from, path.to), path.to, bytes, readMs);
  }
  const endMs = readMs + 1200;
  collect(endMs);
  const after = journal.take(epochSeen(endMs), endMs);
  const replay = new Replay(asked);
  replay.feed(before);
  return judgeProbes(paths, replay, { times, endMs: wall(endMs), before, after, firstSerial: 0 });
}

function packet(serial: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + 7);
  bytes[9] = UDP;
  encodeProbe({ kind: 'probe', serial }).copy(bytes, HEADER_BYTES);
  return bytes;
}
