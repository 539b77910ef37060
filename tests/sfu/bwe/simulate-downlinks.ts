import { createRandom } from '../../../src/lib/random.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { Downlink } from '../../../src/sfu/bwe/downlink.ts';
import type { SwitchReason } from '../../../src/sfu/bwe/layer-chooser.ts';
import { LayerMeter } from '../../../src/sfu/layers/layer-meter.ts';
import { LayerSwitch } from '../../../src/sfu/layers/layer-switch.ts';
import { parseRtcp } from '../../../src/sfu/rtcp/rtcp.ts';
import { TwccReceiver } from '../../../src/sfu/rtcp/twcc-receiver.ts';
import type { SourcePacket } from '../../../src/sfu/rtp/source-packet.ts';
import { Pacer } from '../../../src/sfu/viewer/pacer.ts';
import { link, topology } from '../../network/support/profiles.ts';

const FPS = 30;
const PACKET_BYTES = 1100;
/** Overhead of RTP with extensions, SRTP tag, UDP and IP. */
const RTP_BYTES = 32;
const TRANSPORT_BYTES = 10 + 28;
const AUDIO = { intervalMs: 20, bytes: 160 };
/** Delay of a requested keyframe, and its size relative to a frame. */
const KEYFRAME_MS = 120;
const KEYFRAME_SIZE = 5;
const FEEDBACK_MS = 50;
const TICK_MS = 20;
const PADDING_MS = 5;
const PADDING_BYTES = 255;

export interface SimulationOptions {
  readonly seconds: number;
  /** Link that all viewers share, towards them and back. */
  readonly out: Partial<LinkProfile>;
  readonly back?: Partial<LinkProfile>;
  readonly viewers: number;
  /** Simulcast streams' payload bitrates, bit/s, smallest first. */
  readonly streamsBps: readonly number[];
  readonly seed?: number;
}

export interface LayerChange {
  readonly atMs: number;
  readonly encoding: number;
  readonly reason: SwitchReason;
}

export interface ViewerTrace {
  /** Payload of video that arrived in each second, bit/s, and the estimate at its end. */
  readonly videoBps: number[];
  readonly estimateBps: number[];
  readonly switches: LayerChange[];
  /** Send time and queue delay of every packet that arrived. */
  readonly waits: { readonly sentMs: number; readonly waitMs: number }[];
}

interface Transmission {
  readonly viewer: number;
  readonly bytes: number;
  readonly payloadBytes: number;
  readonly sentMs: number;
  readonly sequence: number;
  readonly feedback?: Buffer;
}

/** Viewer: the origin's own classes on a simulated clock. */
class Viewer {
  readonly downlink = new Downlink();
  readonly layers = new LayerSwitch();
  readonly pacer = new Pacer<SourcePacket>();
  readonly receiver = new TwccReceiver(1);
  readonly trace: ViewerTrace = { videoBps: [], estimateBps: [], switches: [], waits: [] };
  readonly index: number;
  #sequence = 0;

  constructor(index: number) {
    this.index = index;
  }

  send(payloadBytes: number, nowMs: number, isAudio: boolean): Transmission {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const bytes = payloadBytes + RTP_BYTES;
    this.downlink.sent(this.#sequence, bytes, nowMs, isAudio);
    const videoBytes = isAudio ? 0 : payloadBytes;
    return {
      viewer: this.index,
      bytes: bytes + TRANSPORT_BYTES,
      payloadBytes: videoBytes,
      sentMs: nowMs,
      sequence: this.#sequence,
    };
  }
}

/**
 * Simulates one simulcast publisher, the origin's downlinks and their receivers over an emulated link, on a clock of
 * whole ms.
 */
export function simulateDownlinks({
  seconds,
  out,
  back = out,
  viewers: count,
  streamsBps,
  seed = 1,
}: SimulationOptions): ViewerTrace[] {
  const names = Array.from({ length: count }, (_, i) => `viewer-${i + 1}`);
  const core = new RouterCore(
    topology(
      ['origin', ...names],
      [link('out', out, seed), link('back', back, seed + 1)],
      names.flatMap((name) => [
        ['origin', name, 'out'],
        [name, 'origin', 'back'],
      ]),
    ),
    4096,
  );
  const viewers = names.map((_, i) => new Viewer(i));
  const meter = new LayerMeter();
  const random = createRandom(seed);
  const inFlight = new Map<number, Transmission>();
  const keyframeDueMs = streamsBps.map(() => 0);
  const sequences = streamsBps.map(() => 0);
  const content = Buffer.alloc(PACKET_BYTES);

  const offer = (transmission: Transmission, from: number, to: number, nowMs: number) => {
    const slot = core.reserve();
    inFlight.set(slot, transmission);
    core.offer(slot, core.routeBetween(from, to), to, transmission.bytes, nowMs);
  };
  const encode = (nowMs: number) => {
    for (const [encoding, bps] of streamsBps.entries()) {
      const dueMs = keyframeDueMs[encoding];
      const isKey = dueMs !== undefined && nowMs >= dueMs;
      if (isKey) delete keyframeDueMs[encoding];
      let remaining = Math.round((bps / 8 / FPS) * (0.8 + 0.4 * random()) * (isKey ? KEYFRAME_SIZE : 1));
      for (let first = true; remaining > 0; first = false) {
        const bytes = Math.min(PACKET_BYTES, remaining);
        remaining -= bytes;
        const sequence = (sequences[encoding] ?? 0) + 1;
        sequences[encoding] = sequence;
        const packet: SourcePacket = {
          ...{ kind: 'video', encoding, sequence, timestamp: nowMs * 90, marker: remaining <= 0 },
          ...{ payload: content.subarray(0, bytes), startsKeyframe: isKey && first, extensions: [], arrivalMs: nowMs },
        };
        meter.receive(packet);
        for (const viewer of viewers) {
          const decision = viewer.layers.admit(packet);
          if (decision === 'begin' || decision === 'pass') viewer.pacer.push(packet, bytes + RTP_BYTES);
        }
      }
    }
  };
  const arrive = (nowMs: number) => {
    for (let slot = core.takeDue(nowMs); slot !== NONE; slot = core.takeDue(nowMs)) {
      const transmission = inFlight.get(slot);
      const dueMs = core.dueMs(slot);
      core.release(slot);
      inFlight.delete(slot);
      const viewer = viewers[transmission?.viewer ?? -1];
      if (transmission === undefined || viewer === undefined) continue;
      if (transmission.feedback !== undefined) {
        for (const message of parseRtcp(transmission.feedback))
          if (message.type === 'transport-cc') viewer.downlink.feedback(message, nowMs);
        continue;
      }
      viewer.receiver.receive(transmission.sequence, dueMs * 1000);
      viewer.trace.waits.push({
        sentMs: transmission.sentMs,
        waitMs: dueMs - transmission.sentMs - (out.delayMs ?? 0),
      });
      const second = Math.floor(dueMs / 1000);
      viewer.trace.videoBps[second] = (viewer.trace.videoBps[second] ?? 0) + transmission.payloadBytes * 8;
    }
  };

  for (let nowMs = 0; nowMs < seconds * 1000; nowMs++) {
    arrive(nowMs);
    if (nowMs % Math.round(1000 / FPS) === 0) encode(nowMs);
    for (const viewer of viewers) {
      const { downlink, layers, pacer, index } = viewer;
      const tick = nowMs + index * 7; // not all at once
      if (tick % AUDIO.intervalMs === 0) offer(viewer.send(AUDIO.bytes, nowMs, true), 0, index + 1, nowMs);
      if (tick % TICK_MS === 0) {
        downlink.setRoundTrip((out.delayMs ?? 0) + (back.delayMs ?? 0));
        const rungs = meter.rungs(nowMs);
        const choice = rungs.length > 1 ? downlink.decide(nowMs, rungs) : undefined;
        if (choice !== undefined) {
          layers.want(choice.layer);
          viewer.trace.switches.push({ atMs: nowMs, encoding: choice.layer.encoding, reason: choice.reason });
        }
        const awaited = layers.waitsFor;
        if (awaited !== undefined) keyframeDueMs[awaited] ??= nowMs + KEYFRAME_MS;
        const layerBps = rungs.find(({ encoding }) => encoding === layers.current?.encoding)?.rateBps ?? 0;
        pacer.setRate(Math.max(300_000, downlink.pacingBps(layerBps)));
      }
      for (let packet = pacer.take(nowMs); packet !== undefined; packet = pacer.take(nowMs))
        offer(viewer.send(packet.payload.length, nowMs, false), 0, index + 1, nowMs);
      if (tick % PADDING_MS === 0)
        while (downlink.paddingDue(nowMs) > 0) {
          const padding = viewer.send(PADDING_BYTES, nowMs, false);
          offer({ ...padding, payloadBytes: 0 }, 0, index + 1, nowMs);
        }
      if (tick % FEEDBACK_MS === 0)
        for (const feedback of viewer.receiver.takeFeedback(2))
          offer(
            {
              viewer: index,
              bytes: feedback.length + TRANSPORT_BYTES,
              payloadBytes: 0,
              sentMs: nowMs,
              sequence: 0,
              feedback,
            },
            index + 1,
            0,
            nowMs,
          );
      if (nowMs % 1000 === 999) viewer.trace.estimateBps.push(downlink.state.estimateBps);
    }
  }
  return viewers.map(({ trace }) => ({
    ...trace,
    videoBps: Array.from({ length: seconds }, (_, i) => trace.videoBps[i] ?? 0),
  }));
}

/** Returns the 95th percentile of the queue delay between two times, ms. */
export function waitP95Ms({ waits }: ViewerTrace, fromMs: number, toMs: number): number {
  const within = waits.filter(({ sentMs }) => sentMs >= fromMs && sentMs < toMs).map(({ waitMs }) => waitMs);
  return within.toSorted((a, b) => a - b)[Math.floor(within.length * 0.95)] ?? 0;
}

export function meanVideoBps({ videoBps }: ViewerTrace, fromS: number, toS: number): number {
  const within = videoBps.slice(fromS, toS);
  return within.reduce((sum, bps) => sum + bps, 0) / within.length;
}
