import type { LinkSecond } from '../../../model/recording/link-second.ts';
import type { CalibrationCheck } from '../../../model/result/calibration.ts';
import type { Traces } from '../../../model/scenario/link-profile.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import { BITS_PER_BYTE } from '../../../model/units.ts';
import type { ShapedNetwork } from '../../backend.ts';
import type { PacketJournal } from '../../emulation/packet-journal.ts';
import { queueLimits } from '../../emulation/queue/queue-limits.ts';
import { HEADER_BYTES } from '../probe-packet.ts';
import { linkRateBps, type ProbedPath } from '../probed-path.ts';
import { type SentProbes, sendProbes } from '../send-probes.ts';
import { judgeProbes } from './judge-probes.ts';
import { FAST_FORWARD_AT_MS, FAST_FORWARD_STEP_MS } from './plan-exact-probes.ts';
import { Replay } from './replay.ts';

const LEAST_DRAIN_MS = 60;
const MOST_DRAIN_MS = 1500;
/** Largest jitter draw in nearly all cases, in units of jitterMs. */
const JITTER_REACH = 3;

/** Result of one round of probing. */
export interface ExactResult {
  /** Checks of each path. */
  readonly checks: readonly CalibrationCheck[][];
  /** Counts that the links should have reported meanwhile. */
  readonly predictedCounts: readonly LinkSecond[];
}

/**
 * Probes a network that keeps a journal, repeatedly on request, and predicts the fate of each packet that its router
 * accepted.
 */
export class ExactProbing {
  readonly #topology: Topology;
  readonly #paths: readonly ProbedPath[];
  readonly #network: ShapedNetwork;
  readonly #journal: PacketJournal;
  readonly #replay: Replay;
  readonly #drainMs: number;
  #serial = 0;

  constructor(topology: Topology, paths: readonly ProbedPath[], network: ShapedNetwork, journal: PacketJournal) {
    this.#topology = topology;
    this.#paths = paths;
    this.#network = network;
    this.#journal = journal;
    this.#replay = new Replay(topology);
    this.#drainMs = Math.min(
      MOST_DRAIN_MS,
      LEAST_DRAIN_MS + Math.max(...paths.map((path) => drainMs(path, topology.traces ?? {}))),
    );
  }

  /** Sends one round of probes and judges it. Throws the signal's reason. */
  async probe(signal: AbortSignal): Promise<ExactResult> {
    const before = await this.#journal.take();
    this.#replay.feed(before);
    this.#replay.takeSecond(before.takenAtMs);
    const sent = await this.#send(signal);
    const after = await this.#journal.take();
    const firstSerial = this.#serial;
    this.#serial += this.#paths.reduce((sum, { probes }) => sum + probes.length, 0);
    const checks = judgeProbes(this.#paths, this.#replay, { ...sent, before, after, firstSerial });
    return { checks, predictedCounts: this.#replay.takeSecond(after.takenAtMs) };
  }

  async #send(signal: AbortSignal): Promise<SentProbes> {
    let fastForwardTimer: NodeJS.Timeout | undefined;
    try {
      return await sendProbes(this.#paths, this.#topology, this.#network, {
        signal,
        firstSerial: this.#serial,
        onBegin: () => {
          fastForwardTimer = setTimeout(() => this.#journal.fastForward(FAST_FORWARD_STEP_MS), FAST_FORWARD_AT_MS);
        },
        drainMs: () => this.#drainMs,
      });
    } finally {
      clearTimeout(fastForwardTimer);
      this.#journal.fastForward(0);
    }
  }
}

/** Returns the time in ms from the last send until all probes of a path have arrived, if the network is as asked. */
function drainMs({ links, bottleneck, probes }: ProbedPath, traces: Traces): number {
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
  const queueMs = (queueBytes * BITS_PER_BYTE * 1000) / linkRateBps(bottleneck);
  return travelMs + Math.max(0, filledAtMs + queueMs - lastAtMs);
}
