import { createRandom } from '../../src/lib/random.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { PublisherEncoding } from '../../src/sfu/publisher/publisher-encoding.ts';
import type { RtpPacket } from '../../src/sfu/rtp/rtp-packet.ts';
import { ViewerCounters } from '../../src/sfu/viewer/viewer-counters.ts';
import { FRAME_MS, LATENCY_MS, PUBLISHED_AT, type RecordingOptions, secondOf } from '../build-recording.ts';

/** From and to, ms after the window opened. */
export type Dark = readonly [number, number];

export interface Hops {
  /** Packets of an ordinary frame; a keyframe has four times as many. */
  readonly packetsPerFrame: number;
  readonly firstMile?: { readonly loss?: number; readonly dark?: readonly Dark[]; readonly jitterMs?: number };
  readonly access?: { readonly loss?: number; readonly dark?: readonly Dark[] };
  /** Whether the origin asks for what the first mile lost. Default true. */
  readonly nack?: boolean;
  /** Whether the encoder makes this frame. */
  readonly isSent?: (at: number) => boolean;
  /** When the sender begins anew on its SSRC. */
  readonly restartsAt?: number;
  /** Number of the first packet. */
  readonly firstNumber?: number;
  /** Time until the encoder answers a request for a keyframe, and until the next one if that was lost. */
  readonly keyframeAfterMs?: number;
}

export interface SimulatedHops {
  readonly recording: RecordingOptions;
  /**
   * Shares of the frames made in the window: of those sent, of those whole at the origin; and of the packets that left it.
   * `undecodable`: unseen frames that the viewer's own path brought whole, in a run that the first mile began.
   */
  readonly truth: Readonly<
    Record<'firstMileFrameLoss' | 'unseen' | 'undecodable' | 'packetLoss' | 'publisherFrameSkips', number>
  >;
}

const [FIRST, REST] = [Buffer.from([0x41, 0x9a]), Buffer.from([0x41, 0x1a])];
const [FIRST_MILE_MS, ROUND_MS, TRIES, MOST_ASKED] = [10, 60, 8, 400];
/** libwebrtc takes a wider gap for a restart (receive_statistics_impl.cc). */
const FORGOTTEN_GAP = 450;
const END_AT = 31_500;

interface Counts {
  sent: number;
  firstMileIn: number;
  firstMileLost: number;
  accessIn: number;
  accessLost: number;
  resent: number;
  received: number;
  repaired: number;
  browserLost: number;
}

/**
 * Sends a stream over two hops, packet by packet, with the origin's own counting between them, and writes down what a take would
 * record. Links and frames are counted as they come, so that the truth is known beside it.
 */
export function simulateHops(hops: Hops, seed: number): SimulatedHops {
  const { packetsPerFrame, nack = true, isSent = () => true, restartsAt = Number.POSITIVE_INFINITY } = hops;
  const random = createRandom(seed);
  const isIn = (dark: readonly Dark[] | undefined, at: number) =>
    (dark ?? []).some(([from, to]) => at >= from && at < to);
  const seconds = new Map<number, Counts>();
  const second = (at: number) => {
    const key = Math.floor(at / 1000);
    const zero = { firstMileIn: 0, firstMileLost: 0, accessIn: 0, accessLost: 0 };
    const counts = seconds.get(key) ?? { ...zero, sent: 0, resent: 0, received: 0, repaired: 0, browserLost: 0 };
    seconds.set(key, counts);
    return counts;
  };
  /** Whether a packet that enters the hop now comes out of it. */
  const passes = (hop: 'firstMile' | 'access', at: number) => {
    const isLost = isIn(hops[hop]?.dark, at) || random() < (hops[hop]?.loss ?? 0);
    const counts = second(at);
    if (hop === 'firstMile')
      [counts.firstMileIn, counts.firstMileLost] = [counts.firstMileIn + 1, counts.firstMileLost + Number(isLost)];
    else [counts.accessIn, counts.accessLost] = [counts.accessIn + 1, counts.accessLost + Number(isLost)];
    return !isLost;
  };

  const arrivals: { readonly at: number; readonly packet: RtpPacket; readonly isRtx: boolean }[] = [];
  const fates: {
    readonly at: number;
    readonly sent: boolean;
    readonly whole: boolean;
    readonly seen: boolean;
    readonly undecodable: boolean;
  }[] = [];
  let begunBy: 'firstMile' | 'access' | undefined;
  let [number, clock, decodes, keyAt] = [hops.firstNumber ?? 65_000, 0, false, PUBLISHED_AT];
  let restartedAt = Number.POSITIVE_INFINITY;
  const toViewer: { readonly at: number; readonly number: number; readonly lost: boolean }[] = [];
  for (let at = PUBLISHED_AT; at < END_AT; at += FRAME_MS) {
    if (at >= restartsAt && at < restartedAt) [number, clock, restartedAt] = [number + 20_000, clock + 1e9, at];
    if (!isSent(at)) {
      fates.push({ at, sent: false, whole: false, seen: false, undecodable: false });
      continue;
    }
    second(at).sent++;
    const isKey = at >= keyAt;
    const count = isKey ? 4 * packetsPerFrame : packetsPerFrame;
    let [whole, seen] = [true, true];
    for (let index = 0; index < count; index++) {
      const packet: RtpPacket = {
        ...{
          ssrc: 1,
          payloadType: 96,
          sequenceNumber: number++ & 0xffff,
          timestamp: (clock + (at - PUBLISHED_AT) * 90) >>> 0,
        },
        ...{ marker: index === count - 1, payload: index === 0 ? FIRST : REST, extensions: new Map() },
      };
      const arrival = arrivalOf(packet, at + (index * 20) / count);
      if (arrival === undefined) {
        whole = false;
        continue;
      }
      const isLost = !passes('access', arrival);
      toViewer.push({ at: arrival, number: packet.sequenceNumber, lost: isLost });
      if (isLost && !isRepaired(arrival)) seen = false;
    }
    decodes = whole && seen && (isKey || decodes);
    if (isKey) keyAt = Number.POSITIVE_INFINITY;
    if (!decodes && keyAt === Number.POSITIVE_INFINITY) {
      keyAt = at + (hops.keyframeAfterMs ?? 200);
      while (isIn(hops.firstMile?.dark, keyAt) || isIn(hops.access?.dark, keyAt)) keyAt += hops.keyframeAfterMs ?? 300;
    }
    begunBy = decodes ? undefined : (begunBy ?? (whole ? 'access' : 'firstMile'));
    fates.push({ at, sent: true, whole, seen: decodes, undecodable: whole && seen && begunBy === 'firstMile' });
  }

  /** When the origin has a packet, at first or once it was sent again. */
  function arrivalOf(packet: RtpPacket, at: number): number | undefined {
    let begunAt = at;
    for (let attempt = 0; attempt < (nack ? TRIES : 1); attempt++) {
      const sentAt = begunAt + attempt * ROUND_MS;
      if (!passes('firstMile', sentAt)) {
        const dark = (hops.firstMile?.dark ?? []).find(([from, to]) => sentAt >= from && sentAt < to);
        if (dark === undefined) continue;
        // The origin asks for a gap of up to 500 packets once a later packet tells of it; a wider one is lost, and what is old by then.
        const [from, end] = dark;
        let to = end;
        while (!isSent(to)) to += FRAME_MS;
        // Nobody knows what a new numbering began with in the dark, nor asks for the old one's.
        const isUnheardOf = restartsAt <= to && (at < restartsAt || restartedAt >= from);
        if (isUnheardOf || ((end - from) / FRAME_MS) * packetsPerFrame > MOST_ASKED || to - at > 1500) return undefined;
        begunAt = Math.max(begunAt, to - attempt * ROUND_MS);
        continue;
      }
      const isRtx = attempt > 0;
      const original = Buffer.alloc(2);
      original.writeUInt16BE(packet.sequenceNumber);
      const sent = isRtx ? { ...packet, ssrc: 2, payload: Buffer.concat([original, packet.payload]) } : packet;
      // Packets overtake each other.
      const arrivedAt = sentAt + FIRST_MILE_MS + random() * (hops.firstMile?.jitterMs ?? 0);
      arrivals.push({ at: arrivedAt, packet: sent, isRtx });
      return arrivedAt;
    }
    return undefined;
  }

  function isRepaired(at: number): boolean {
    for (let attempt = 1; attempt < TRIES; attempt++) {
      const sentAt = at + attempt * ROUND_MS;
      if (isIn(hops.access?.dark, sentAt)) return false;
      second(sentAt).resent++;
      if (!passes('access', sentAt)) continue;
      second(sentAt).repaired++;
      return true;
    }
    return false;
  }

  const origin = countAtOrigin(arrivals);
  const viewer = countAtViewer(toViewer, second);
  const judged = fates.filter(({ at }) => at >= 0 && at < 29_400);
  const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;
  const sent = judged.filter((frame) => frame.sent);
  const whole = sent.filter((frame) => frame.whole);
  const packets = toViewer.filter(({ at }) => at >= 0 && at < 30_000);
  const seenAt = new Set(fates.filter(({ seen }) => seen).map(({ at }) => at));
  return {
    recording: {
      ...(hops.firstMile?.jitterMs !== undefined && { firstMile: { jitterReorders: true } }),
      latencyOf: (at) => (seenAt.has(at) ? LATENCY_MS : undefined),
      edit: (line) => withCounts(line, second, origin, viewer),
    },
    truth: {
      firstMileFrameLoss: share(
        sent.filter((frame) => !frame.whole),
        sent,
      ),
      unseen: share(
        whole.filter(({ seen }) => !seen),
        whole,
      ),
      undecodable: share(
        whole.filter(({ undecodable }) => undecodable),
        whole,
      ),
      packetLoss: share(
        packets.filter(({ lost }) => lost),
        packets,
      ),
      publisherFrameSkips: 1 - share(sent, judged),
    },
  };
}

type OriginCounts = ReadonlyMap<
  number,
  { readonly whole: number; readonly broken: number; readonly missing: number; readonly packetsIn: number }
>;

/** Passes what arrived through the origin's counting, which is asked every second. */
function countAtOrigin(
  arrivals: { readonly at: number; readonly packet: RtpPacket; readonly isRtx: boolean }[],
): OriginCounts {
  const encoding = new PublisherEncoding('video', 'h264', 90_000, 1);
  const counts = new Map<number, { whole: number; broken: number; missing: number; packetsIn: number }>();
  const sorted = arrivals.toSorted((a, b) => a.at - b.at);
  let [next, packetsIn] = [0, 0];
  for (let at = PUBLISHED_AT; at <= END_AT; at += 20) {
    for (let arrival = sorted[next]; arrival !== undefined && arrival.at <= at; arrival = sorted[++next]) {
      packetsIn++;
      if (arrival.isRtx) encoding.receiveRtx(arrival.packet, arrival.at);
      else encoding.receive(arrival.packet, arrival.at);
    }
    encoding.takeNacks(at);
    if (at % 1000 !== 0) continue;
    const { complete: whole = 0, incomplete: broken = 0 } = encoding.takeFrameCounts(at) ?? {};
    counts.set(at / 1000 - 1, { whole, broken, missing: encoding.takeLostCount(), packetsIn });
    packetsIn = 0;
  }
  return counts;
}

type ViewerCounts = ReadonlyMap<number, { readonly out: number; readonly unsent: number }>;

/** Counts what leaves for the viewer as the origin does, and what comes as a browser does. */
function countAtViewer(
  sent: readonly { readonly at: number; readonly number: number; readonly lost: boolean }[],
  second: (at: number) => Counts,
): ViewerCounts {
  const counters = new ViewerCounters();
  const counts = new Map<number, { out: number; unsent: number }>();
  let now = PUBLISHED_AT / 1000;
  const end = () => {
    const { videoPacketsOut: out = 0, videoNumbersUnsent: unsent = 0 } = counters.takeSecond('sea-sg-1', {
      pacerQueuedMs: 0,
      roundTripMs: undefined,
    });
    counts.set(now++, { out, unsent });
  };
  let highest: number | undefined;
  for (const { at, number, lost } of sent.toSorted((a, b) => a.at - b.at)) {
    while (Math.floor(at / 1000) > now) end();
    counters.videoSent(number);
    if (lost) continue;
    const ahead = highest === undefined ? 1 : ((number - highest + 0x8000) & 0xffff) - 0x8000;
    const counted = second(at);
    counted.received++;
    if (ahead <= 0) counted.browserLost--;
    else {
      highest = number;
      if (ahead <= FORGOTTEN_GAP) counted.browserLost += ahead - 1;
    }
  }
  end();
  return counts;
}

function withCounts(
  line: RecordLine,
  second: (at: number) => Counts,
  origin: OriginCounts,
  viewer: ViewerCounts,
): RecordLine {
  const now = secondOf(line);
  const counts = second(now * 1000);
  const total = (of: (counts: Counts) => number) => {
    let sum = 0;
    for (let one = PUBLISHED_AT / 1000; one <= now; one++) sum += of(second(one * 1000));
    return sum;
  };
  switch (line.type) {
    case 'links':
      return {
        ...line,
        links: line.links.map((one) => {
          if (one.link === 'first-mile/out')
            return { ...one, inPackets: counts.firstMileIn, lostBurst: counts.firstMileLost };
          if (one.link === 'access:sea-sg-1/out')
            return { ...one, inPackets: counts.accessIn, lostBurst: counts.accessLost };
          return one;
        }),
      };
    case 'origin': {
      const { whole = 0, broken = 0, missing = 0, packetsIn = 0 } = origin.get(now) ?? {};
      const { out = 0, unsent = 0 } = viewer.get(now) ?? {};
      const none = { bytesOut: 0, nackedPackets: 0, rtxRefused: 0, pliReceived: 0, pacerDropped: 0 };
      return {
        ...line,
        ...(line.publisher && {
          publisher: {
            ...line.publisher,
            packetsIn,
            packetsMissing: missing,
            framesWhole: whole,
            framesBroken: broken,
          },
        }),
        viewers: [
          {
            ...{ viewer: 'sea-sg-1', ...none, packetsOut: out, rtxSent: counts.resent },
            ...{ videoPacketsOut: out, videoNumbersUnsent: unsent },
          },
        ],
      };
    }
    case 'stats': {
      const frames = total(({ sent }) => sent);
      const packets = {
        packetsReceived: total(({ received, repaired }) => received + repaired),
        retransmittedPacketsReceived: total(({ repaired }) => repaired),
        packetsLost: total((one) => one.browserLost),
      };
      return {
        ...line,
        reports: line.reports.map((report) => {
          if (report.type === 'outbound-rtp') return { ...report, framesEncoded: frames, framesSent: frames };
          return report.type === 'inbound-rtp' && report.kind === 'video' ? { ...report, ...packets } : report;
        }),
      };
    }
    default:
      return line;
  }
}
