import type { LinkSecond } from '../../../model/recording/link-second.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { JournalPart } from '../../emulation/packet-journal.ts';
import { LOST_QUEUE } from '../../emulation/queue/bottleneck.ts';
import { NONE, RouterCore } from '../../emulation/router-core.ts';
import { WARMUP_WEATHER_MS, warmupWeatherMs } from '../../emulation/warmup-weather.ts';

/** Maximum number of packets in flight, as in the router itself. */
const CAPACITY = 16_384;

/** Predicted fate of a packet that a router accepted. Times are link times. */
export interface Prediction {
  /** Time at which the router accepted the packet. */
  readonly atMs: number;
  /** Whether the weather had been fast-forwarded by then. */
  readonly isFastForwarded: boolean;
  /** Upper bound of the time the packet lay unread before that. */
  readonly unreadMs: number;
  /** Lateness of the write as reported by the router; undefined when the packet was not written. */
  readonly lateMs: number | undefined;
  /** Time at which the packet leaves its last link; undefined when it must be lost, or is still in flight. */
  readonly dueMs: number | undefined;
  readonly fate: 'arrives' | 'lost' | 'queue-full' | 'in-flight';
}

/** Prediction that is completed as the replay proceeds. */
type PendingPrediction = { -readonly [K in keyof Prediction]: Prediction[K] };

/**
 * Replays the packets that a router accepted, in their order and at their times, through the network as it was asked for.
 * The emulation depends on seeds, times and order alone, so the replay predicts the fate of each packet exactly, without any
 * of the router's own decisions.
 */
export class Replay {
  readonly #core: RouterCore;
  readonly #predictions: PendingPrediction[] = [];
  /** Index into #predictions, by slot. */
  readonly #indexOf = new Int32Array(CAPACITY);
  readonly #corrupted = new Uint8Array(CAPACITY);

  #aheadMs = 0;

  constructor(topology: Topology) {
    this.#core = new RouterCore(topology, CAPACITY, {
      weatherMs: WARMUP_WEATHER_MS,
      editor: {
        copy: (from, to) => {
          this.#indexOf[to] = this.#indexOf[from] ?? 0;
          this.#corrupted[to] = 0;
        },
        flipBit: (slot) => {
          this.#corrupted[slot] = 1;
        },
      },
      observer: {
        dropped: (slot, _link, code) => this.#lose(slot, code === LOST_QUEUE ? 'queue-full' : 'lost'),
        copied: () => {},
        corrupted: () => {},
      },
    });
  }

  /**
   * Replays the next part of the journal. Returns the predictions for its probes by serial number, as far as they are known
   * at the time the part was taken. Throws when the journal has gaps or does not match the topology.
   */
  feed(part: JournalPart): ReadonlyMap<number, Prediction> {
    if (part.unrecorded > 0)
      throw new Error(
        `${part.unrecorded} packets crossed the network unrecorded, so the fate of the others cannot be predicted`,
      );
    const core = this.#core;
    const probes = new Map<number, Prediction>();
    const first = part.aheadMs[0] ?? 0;
    part.atMs.forEach((atMs, n) => {
      this.#collect(atMs);
      const slot = core.reserve();
      const route = core.routeBetween(part.from[n] ?? 0, part.to[n] ?? 0);
      if (slot === NONE || route === NONE) throw new Error('a packet of the journal has no slot or route');
      this.#indexOf[slot] = this.#predictions.length;
      this.#corrupted[slot] = 0;
      const aheadMs = part.aheadMs[n] ?? 0;
      if (aheadMs !== this.#aheadMs) core.setWeather(atMs, warmupWeatherMs(atMs, aheadMs));
      this.#aheadMs = aheadMs;
      const prediction: PendingPrediction = {
        atMs,
        isFastForwarded: aheadMs > first,
        unreadMs: part.unreadMs[n] ?? 0,
        lateMs: part.lateMs[n] ?? undefined,
        dueMs: undefined,
        fate: 'in-flight',
      };
      this.#predictions.push(prediction);
      const serial = part.probe[n] ?? NONE;
      if (serial !== NONE) probes.set(serial, prediction);
      core.offer(slot, route, part.to[n] ?? 0, part.bytes[n] ?? 0, atMs, part.header[n] ?? 0);
    });
    this.#collect(part.takenAtMs);
    return probes;
  }

  /** Returns the counts that each link should have reported since the last call. */
  takeSecond(atMs: number): LinkSecond[] {
    return this.#core.takeSecond(atMs);
  }

  #collect(untilMs: number): void {
    const core = this.#core;
    for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) {
      const prediction = this.#predictions[this.#indexOf[slot] ?? 0];
      // The receiver's checksum rejects corrupted packets. The first of several copies counts.
      if (this.#corrupted[slot] === 1) this.#lose(slot, 'lost');
      else if (prediction !== undefined && prediction.fate !== 'arrives') {
        prediction.fate = 'arrives';
        prediction.dueMs = core.dueMs(slot);
      }
      core.release(slot);
    }
  }

  #lose(slot: number, fate: Prediction['fate']): void {
    const prediction = this.#predictions[this.#indexOf[slot] ?? 0];
    if (prediction?.fate === 'in-flight') prediction.fate = fate;
  }
}
