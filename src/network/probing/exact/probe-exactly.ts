import type { CalibrationCheck } from '../../../model/result/calibration.ts';
import type { LinkSecond, Topology, Traces } from '../../../model/scenario/network.ts';
import type { ShapedNetwork } from '../../backend.ts';
import type { PacketJournal } from '../../emulation/packet-journal.ts';
import { queueLimits } from '../../emulation/queue/queue-limits.ts';
import { HEADER_BYTES } from '../probe-packet.ts';
import { type ProbedPath, rateOf } from '../probed-path.ts';
import { type Sent, sendProbes } from '../send-probes.ts';
import { judgeProbes } from './judge-probes.ts';
import { HURRY_AT_MS, HURRY_STEP_MS } from './plan-exact-probes.ts';
import { Replay } from './replay.ts';

const LEAST_DRAIN_MS = 60;
const MOST_DRAIN_MS = 1500;
/** Widest that a draw of jitter comes, in units of its scale, nearly always. */
const JITTER_REACH = 3;
const BITS_PER_BYTE = 8;

/** What one probing found. */
export interface ExactFindings {
  /** Of each way. */
  readonly checks: readonly CalibrationCheck[][];
  /** What the links had to count meanwhile. */
  readonly counted: readonly LinkSecond[];
}

/** Probes a network that keeps a journal, again and again on request, and foretells each packet from what it took in. */
export class ExactProbing {
  readonly #topology: Topology;
  readonly #ways: readonly ProbedPath[];
  readonly #network: ShapedNetwork;
  readonly #journal: PacketJournal;
  readonly #replay: Replay;
  readonly #drainMs: number;
  #serial = 0;

  constructor(topology: Topology, ways: readonly ProbedPath[], network: ShapedNetwork, journal: PacketJournal) {
    this.#topology = topology;
    this.#ways = ways;
    this.#network = network;
    this.#journal = journal;
    this.#replay = new Replay(topology);
    this.#drainMs = Math.min(
      MOST_DRAIN_MS,
      LEAST_DRAIN_MS + Math.max(...ways.map((way) => drainOf(way, topology.traces ?? {}))),
    );
  }

  /** Throws the signal's reason. */
  async probe(signal: AbortSignal): Promise<ExactFindings> {
    const before = await this.#journal.take();
    this.#replay.feed(before);
    this.#replay.takeSecond(before.takenAtMs);
    const sent = await this.#send(signal);
    const after = await this.#journal.take();
    const firstSerial = this.#serial;
    this.#serial += this.#ways.reduce((sum, { probes }) => sum + probes.length, 0);
    const checks = judgeProbes(this.#ways, this.#replay, { ...sent, before, after, firstSerial });
    return { checks, counted: this.#replay.takeSecond(after.takenAtMs) };
  }

  async #send(signal: AbortSignal): Promise<Sent> {
    let hurrying: NodeJS.Timeout | undefined;
    try {
      return await sendProbes(this.#ways, this.#topology, this.#network, {
        signal,
        firstSerial: this.#serial,
        onBegin: () => {
          hurrying = setTimeout(() => this.#journal.hurry(HURRY_STEP_MS), HURRY_AT_MS);
        },
        drainMs: () => this.#drainMs,
      });
    } finally {
      clearTimeout(hurrying);
      this.#journal.hurry(0);
    }
  }
}

/** After the last probe is sent, until all of a way's have come if the network is what was asked, ms. */
function drainOf({ links, bottleneck, probes }: ProbedPath, traces: Traces): number {
  const travelMs = links.reduce((sum, { profile: { delayMs, jitterMs, radio, reorder } }) => {
    const { grantMs = 0, aggregateMs = 0, handover, promotion } = radio ?? {};
    const waitMs = grantMs + 2 * aggregateMs + (handover?.forMs ?? 0) + (promotion?.forMs ?? 0);
    return sum + delayMs + JITTER_REACH * jitterMs + waitMs + (reorder?.lateMs ?? 0);
  }, 0);
  if (bottleneck === undefined) return travelMs;
  const train = probes.filter((probe) => probe.train !== undefined);
  const trainBytes = train.reduce((sum, { payloadBytes }) => sum + payloadBytes + HEADER_BYTES, 0);
  const queueBytes = Math.min(queueLimits(bottleneck.profile, traces).bytes, trainBytes);
  const filledAtMs = Math.max(0, ...train.map(({ atMs }) => atMs));
  const lastAtMs = Math.max(0, ...probes.map(({ atMs }) => atMs));
  const queueMs = (queueBytes * BITS_PER_BYTE * 1000) / rateOf(bottleneck);
  return travelMs + Math.max(0, filledAtMs + queueMs - lastAtMs);
}
