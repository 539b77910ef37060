import { createRandom } from '../../../src/lib/random.ts';
import type { CalibrationCheck } from '../../../src/model/result/calibration.ts';
import type { Topology } from '../../../src/model/scenario/network.ts';
import { HurriedWeather } from '../../../src/network/backends/tun/hurried-weather.ts';
import { JournalKeeper } from '../../../src/network/backends/tun/journal-keeper.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { WARMUP_WEATHER_MS } from '../../../src/network/emulation/warmup-weather.ts';
import { judgeProbes } from '../../../src/network/probing/exact/judge-probes.ts';
import { HURRY_AT_MS, HURRY_STEP_MS, planExactProbes } from '../../../src/network/probing/exact/plan-exact-probes.ts';
import { Replay } from '../../../src/network/probing/exact/replay.ts';
import { encodeProbe, HEADER_BYTES } from '../../../src/network/probing/probe-packet.ts';

/** As the router's own. */
const CAPACITY = 16_384;
const EPOCH_WALL_MS = 1_795_000_000_000.123;
const UDP = 17;

/** What a machine adds, ms: means of exponential draws, unless told otherwise. As measured at a load of 5 and more on two cores. */
export interface Machine {
  /** Sent to taken in. */
  readonly readMs: number;
  /** Beyond the time due; told by the router. */
  readonly lateMs: number;
  /** Between its look at the clock and the kernel's stamp; told by nobody. */
  readonly stampMs: number;
  /** How often a second it stands still, how long on average, and for what share of these it is held up between look and stamp. */
  readonly freezesPerSecond: number;
  readonly freezeMs: number;
  readonly untold: number;
}

export const BUSY: Machine = {
  ...{ readMs: 0.03, lateMs: 0.05, stampMs: 0.015 },
  ...{ freezesPerSecond: 4, freezeMs: 8, untold: 0.02 },
};

/**
 * The whole of a calibration but sockets and devices: probes as planned for `asked` cross a network built as `built`, on a
 * machine that is held up at random, and what comes is judged. Gives the checks of every way.
 */
export function pretendProbing(
  asked: Topology,
  built: Topology,
  seed: number,
  machine: Machine = BUSY,
): CalibrationCheck[][] {
  const random = createRandom(seed);
  const drawn = (meanMs: number) => -meanMs * Math.log(1 - random());
  const ways = planExactProbes(asked);
  const trips = ways.map(({ probes }) => ({
    sentMs: new Float64Array(probes.length).fill(Number.NaN),
    receivedMs: new Float64Array(probes.length).fill(Number.NaN),
  }));
  const places = ways.flatMap(({ probes }, way) => probes.map((planned, probe) => ({ way, probe, planned })));
  const journal = new JournalKeeper(CAPACITY, 0);
  const serialOf = new Int32Array(CAPACITY);
  const isCorrupt = new Uint8Array(CAPACITY);
  const core = new RouterCore(built, CAPACITY, {
    weatherMs: WARMUP_WEATHER_MS,
    hands: {
      copy: (from, to) => {
        serialOf[to] = serialOf[from] ?? 0;
        isCorrupt[to] = 0;
        journal.copied(from, to);
      },
      flipBit: (slot) => {
        isCorrupt[slot] = 1;
      },
    },
  });
  // The router has run for a while; its clock and the wall's drift apart by up to 50 ppm.
  const startMs = 300 + 500 * random();
  const slew = (random() - 0.5) * 1e-4;
  const wall = (linkMs: number) => EPOCH_WALL_MS + linkMs * (1 + slew);
  const epochSeen = (linkMs: number) => wall(linkMs) - linkMs + drawn(0.0005);
  const before = journal.take(epochSeen(startMs), startMs);

  let nextFreezeMs = startMs + drawn(1000 / machine.freezesPerSecond);
  let frozenUntilMs = Number.NEGATIVE_INFINITY;
  /** When the router gets to what comes at `atMs`; to be asked in order of time. */
  const awake = (atMs: number) => {
    while (nextFreezeMs <= atMs) {
      frozenUntilMs = Math.max(frozenUntilMs, nextFreezeMs + drawn(machine.freezeMs));
      nextFreezeMs += drawn(1000 / machine.freezesPerSecond);
    }
    return Math.max(atMs, frozenUntilMs);
  };
  const arrive = (slot: number) => {
    const dueMs = core.dueMs(slot);
    const toldMs = awake(dueMs) + drawn(machine.lateMs);
    const isUntold = toldMs > dueMs + 1 && random() < machine.untold;
    journal.wrote(slot, isUntold ? 0 : toldMs - dueMs);
    const place = places[serialOf[slot] ?? 0];
    const came = place && trips[place.way]?.receivedMs;
    if (came !== undefined && isCorrupt[slot] === 0 && Number.isNaN(came[place?.probe ?? 0]))
      came[place?.probe ?? 0] = wall(toldMs + drawn(machine.stampMs));
    core.release(slot);
  };
  const collect = (untilMs: number) => {
    for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) arrive(slot);
  };

  const order = places
    .map((_, serial) => serial)
    .sort((a, b) => (places[a]?.planned.atMs ?? 0) - (places[b]?.planned.atMs ?? 0));
  const hurried = new HurriedWeather();
  let senderFreeMs = startMs;
  let readMs = startMs;
  for (const serial of order) {
    const place = places[serial];
    if (place === undefined) continue;
    // The sender's timer ticks each ms; what is due goes out packet after packet.
    senderFreeMs = Math.max(senderFreeMs + 0.008, startMs + Math.ceil(place.planned.atMs));
    readMs = Math.max(readMs, awake(senderFreeMs + drawn(machine.readMs)));
    const way = ways[place.way];
    const trip = trips[place.way];
    if (way === undefined || trip === undefined) continue;
    trip.sentMs[place.probe] = wall(senderFreeMs);
    collect(readMs);
    const slot = core.reserve();
    serialOf[slot] = serial;
    isCorrupt[slot] = 0;
    const bytes = place.planned.payloadBytes + HEADER_BYTES;
    const unreadMs = Math.max(0, readMs - senderFreeMs - 0.05);
    if (readMs > startMs + HURRY_AT_MS) hurried.stepMs = HURRY_STEP_MS;
    const weatherMs = hurried.jump(readMs);
    if (weatherMs !== undefined) core.setWeather(readMs, weatherMs);
    const { aheadMs } = hurried;
    journal.took(slot, { from: way.from, to: way.to, bytes, atMs: readMs, aheadMs, unreadMs }, packet(serial), 0);
    core.offer(slot, core.routeBetween(way.from, way.to), way.to, bytes, readMs);
  }
  const endMs = readMs + 1200;
  collect(endMs);
  const after = journal.take(epochSeen(endMs), endMs);
  const replay = new Replay(asked);
  replay.feed(before);
  return judgeProbes(ways, replay, { trips, endMs: wall(endMs), before, after, firstSerial: 0 });
}

function packet(serial: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + 7);
  bytes[9] = UDP;
  encodeProbe({ kind: 'probe', serial }).copy(bytes, HEADER_BYTES);
  return bytes;
}
