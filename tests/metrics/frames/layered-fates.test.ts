import { describe, expect, it } from 'vitest';
import { frameFates } from '../../../src/metrics/frames/frame-fates.ts';
import { METRICS } from '../../../src/metrics/registry.ts';
import type { OriginViewerSecond, StreamFrames, ViewerLayer } from '../../../src/model/recording/origin-line.ts';
import type { RecordedTake } from '../../../src/model/recording/recorded-take.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { StatsReport } from '../../../src/model/recording/w3c-stats.ts';
import { buildTake, FPS, LATENCY_MS, PUBLISHED_AT, secondOf } from '../../build-recording.ts';

const VIEWERS = ['large-1', 'small-1', 'both-1'].map((id) => ({ id, region: 'sea-sg' }));
const NONE = { packetsOut: 200, bytesOut: 0, nackedPackets: 0, rtxSent: 0, rtxRefused: 0, pliReceived: 0 };
const layer = (rid: string): ViewerLayer => ({ rid, spatialId: 0, temporalId: 0, rateBps: 300_000 });
const SWITCH_AT = 15;

/** Frames of each second that the encoder of the large stream leaves out; the small one's leaves out none. */
const SKIPPED = 3;
const isSkipped = (at: number) => (((at % 1000) + 1000) % 1000) / 40 < SKIPPED;
const ridOf = (viewer: string, second: number) =>
  viewer === 'large-1' || (viewer === 'both-1' && second < SWITCH_AT) ? 's1' : 's2';

/** Two streams of one picture, of which each viewer is given one; `broken`: frames a second that lack a packet for good. */
function simulcast(broken: Readonly<Record<'s1' | 's2', number>> = { s1: 0, s2: 0 }) {
  return (line: RecordLine): RecordLine => {
    const second = secondOf(line);
    if (line.type === 'stats' && line.participant === 'publisher') {
      const elapsed = second - PUBLISHED_AT / 1000;
      return {
        ...line,
        reports: line.reports.flatMap((report): readonly StatsReport[] => {
          if (report.type !== 'outbound-rtp') return [report];
          const stream = (rid: string, fps: number) => ({
            ...{ ...report, id: `OV-${rid}`, rid, framesEncoded: elapsed * fps, framesSent: elapsed * fps },
          });
          return [stream('s1', FPS - SKIPPED), stream('s2', FPS)];
        }),
      };
    }
    if (line.type === 'links' && broken.s1 + broken.s2 > 0)
      return {
        ...line,
        links: line.links.map((one) => (one.link === 'first-mile/out' ? { ...one, lostRandom: 5 } : one)),
      };
    if (line.type !== 'origin' || line.publisher === undefined) return line;
    const streams: StreamFrames[] = [
      { rid: 's1', framesWhole: FPS - SKIPPED - broken.s1, framesBroken: broken.s1 },
      { rid: 's2', framesWhole: FPS - broken.s2, framesBroken: broken.s2 },
    ];
    const sum = (field: 'framesWhole' | 'framesBroken') => streams.reduce((all, stream) => all + stream[field], 0);
    return {
      ...line,
      publisher: {
        ...line.publisher,
        ...{ framesWhole: sum('framesWhole'), framesBroken: sum('framesBroken'), streams },
      },
      viewers: VIEWERS.map(({ id }) => ({ ...NONE, viewer: id, pacerDropped: 0, layer: layer(ridOf(id, second)) })),
    };
  };
}

function fates(take: RecordedTake, viewer: string) {
  const found = take.viewers.find(({ id }) => id === viewer);
  const number = (id: keyof typeof METRICS) => {
    const value = found === undefined ? undefined : METRICS[id].measure(found, take);
    return value?.type === 'value' ? value.value : Number.NaN;
  };
  return {
    publisher: number('publisherFrameSkips'),
    firstMile: number('firstMileFrameLoss'),
    network: number('networkFrameLoss'),
    counts: found && frameFates(found, take),
  };
}

describe('frames of a stream in several sizes', () => {
  const take = buildTake({
    viewers: VIEWERS,
    edit: simulcast(),
    latencyOf: (at, viewer) => (ridOf(viewer, at / 1000) === 's1' && isSkipped(at) ? undefined : LATENCY_MS),
  });

  it('that the encoder of the viewer’s own stream left out are lost nowhere, and others’ are not missed', () => {
    const [large, small] = [fates(take, 'large-1'), fates(take, 'small-1')];
    expect(large.publisher).toBeCloseTo(SKIPPED / FPS, 2);
    // The judged time ends in the middle of a second, whose skipped pictures are all in its first half.
    expect(large.network).toBeLessThan(0.003);
    expect([small.publisher, small.network]).toEqual([0, 0]);
  });

  it('are those of each stream for as long as it was watched', () => {
    const both = fates(take, 'both-1');
    expect(both.publisher).toBeCloseTo((SKIPPED / FPS) * (SWITCH_AT / 29.5), 2);
    expect(both.network).toBeLessThan(0.003);
  });

  it('are broken on the first mile in the viewer’s own stream: large ones have more packets', () => {
    const broken = { s1: 5, s2: 1 };
    const lossy = buildTake({
      viewers: VIEWERS,
      edit: simulcast(broken),
      latencyOf: (at, viewer) => {
        const tick = (((at % 1000) + 1000) % 1000) / 40;
        const rid = ridOf(viewer, at / 1000);
        return (rid === 's1' && isSkipped(at)) || (tick >= 10 && tick < 10 + broken[rid]) ? undefined : LATENCY_MS;
      },
    });
    const [large, small] = [fates(lossy, 'large-1'), fates(lossy, 'small-1')];
    expect(large.firstMile).toBeCloseTo(5 / 22, 2);
    expect(small.firstMile).toBeCloseTo(1 / 25, 2);
    for (const { network } of [large, small]) expect(network).toBeLessThan(0.005);
  });
});

describe('frames of layers above the viewer’s', () => {
  /** Pictures of the lowest of three layers: one in four. */
  const inLowest = (at: number) => Math.round(at / 40) % 4 === 0;
  const takeWith = (lostOnTop: number, leftOut: Partial<OriginViewerSecond>) =>
    buildTake({
      latencyOf: (at) => (inLowest(at) && !(lostOnTop > 0 && Math.round(at / 40) % 20 === 0) ? LATENCY_MS : undefined),
      edit: (line) =>
        line.type === 'origin'
          ? { ...line, viewers: [{ ...NONE, viewer: 'sea-sg-1', pacerDropped: 0, ...leftOut }] }
          : line.type === 'links' && lostOnTop > 0
            ? {
                ...line,
                links: line.links.map((one) =>
                  one.link === 'access:sea-sg-1/out' ? { ...one, lostRandom: lostOnTop } : one,
                ),
              }
            : line,
    });

  it('that the origin did not send are lost nowhere', () => {
    const { network, firstMile, publisher } = fates(takeWith(0, { framesLeftOut: 18.75 }), 'sea-sg-1');
    expect(network).toBeLessThan(0.005);
    expect([firstMile, publisher]).toEqual([0, 0]);
  });

  it('hide no loss of the viewer’s own line', () => {
    // One in twenty is lost, one of five that are sent.
    const { network, counts } = fates(takeWith(2, { framesLeftOut: 18.75 }), 'sea-sg-1');
    expect(network).toBeCloseTo(0.05, 2);
    expect(counts?.decodable).toBe(counts?.atOrigin);
  });

  it('count as lost where the origin sent them', () =>
    expect(fates(takeWith(0, { framesLeftOut: 0 }), 'sea-sg-1').network).toBeCloseTo(0.75, 2));
});

describe('frames of a viewer that is seconds behind', () => {
  /** A queue that fills: from 20 ms more each second to 3 s. */
  const behind = (at: number) => (at < 0 ? LATENCY_MS : Math.min(3000, LATENCY_MS + at / 8));

  it('are on their way as the recording ends, and not lost', () => {
    const take = buildTake({ latencyOf: (at) => (at + behind(at) < 31_000 ? behind(at) : undefined) });
    expect(fates(take, 'sea-sg-1').network).toBeLessThan(0.003);
  });

  it('are lost where its picture stood still as the recording ended', () => {
    const take = buildTake({ latencyOf: (at) => (at < 27_000 ? LATENCY_MS : undefined) });
    expect(fates(take, 'sea-sg-1').network).toBeCloseTo(2.5 / 29.5, 2);
  });
});
