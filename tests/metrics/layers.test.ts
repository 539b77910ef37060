import { describe, expect, it } from 'vitest';
import { downlinkEstimate } from '../../src/metrics/path/downlink-estimate.ts';
import { layerSwitches } from '../../src/metrics/picture/layer-switches.ts';
import { encodedVideo, outboundVideo } from '../../src/metrics/series/stats-reports.ts';
import type { OriginViewerSecond, ViewerLayer } from '../../src/model/recording/origin-line.ts';
import type { OutboundRtp } from '../../src/model/recording/w3c-stats.ts';
import { buildTake, secondOf, viewerOf } from '../build-recording.ts';

const layer = (rid: string): ViewerLayer => ({ rid, spatialId: 0, temporalId: 0, rateBps: 300_000 });

const QUIET: OriginViewerSecond = {
  ...{ viewer: 'sea-sg-1', packetsOut: 0, bytesOut: 0, nackedPackets: 0, rtxSent: 0, rtxRefused: 0 },
  ...{ pliReceived: 0, pacerDropped: 0 },
};

/** Builds a take in which the origin chose among layers as given, by second of the window. */
function takeWith(layersOf: (second: number) => Partial<OriginViewerSecond>) {
  return buildTake({
    edit: (line) => (line.type === 'origin' ? { ...line, viewers: [{ ...QUIET, ...layersOf(secondOf(line)) }] } : line),
  });
}

describe('metrics of layers', () => {
  it('count the switches decided in the window, and average the estimate over it', () => {
    const take = takeWith((second) => ({
      layer: layer('s2'),
      estimateBps: second < 10 ? 400_000 : 1_000_000,
      // One before the window, two within.
      ...([-3, 4, 12].includes(second) && { layerSwitches: [{ from: layer('s2'), to: layer('s1'), reason: 'room' }] }),
    }));
    const viewer = viewerOf(take);
    expect(layerSwitches.measure(viewer, take)).toEqual({ type: 'value', unit: 'count', value: 2 });
    expect(downlinkEstimate.measure(viewer, take)).toEqual({ type: 'value', unit: 'bps', value: 800_000 });
    const series = downlinkEstimate.series?.(viewer, take) ?? [];
    expect([series[9], series[10]]).toEqual([
      { second: 9, value: 400_000 },
      { second: 10, value: 1_000_000 },
    ]);
  });

  it('have no data for a stream of one layer, nor for a viewer without feedback', () => {
    const one = takeWith(() => ({}));
    expect(layerSwitches.measure(viewerOf(one), one)).toMatchObject({
      type: 'no-data',
      reason: 'the stream has one layer',
    });
    expect(downlinkEstimate.measure(viewerOf(one), one)).toMatchObject({ type: 'no-data' });
    const silent = takeWith(() => ({ layer: layer('s1') }));
    expect(layerSwitches.measure(viewerOf(silent), silent)).toMatchObject({ value: 0 });
    expect(downlinkEstimate.measure(viewerOf(silent), silent)).toMatchObject({
      type: 'no-data',
      reason: 'the viewer sent no transport-cc feedback',
    });
  });
});

describe('outbound statistics of several streams', () => {
  const stream = (more: Partial<OutboundRtp>): OutboundRtp => ({
    ...{ id: `out-${more.rid}`, timestamp: 1, type: 'outbound-rtp', kind: 'video', ...more },
  });
  const streams = [
    stream({ rid: 's2', framesEncoded: 300, framesSent: 299, bytesSent: 9000 }),
    stream({ rid: 's1', framesEncoded: 200, framesSent: 200, bytesSent: 5000 }),
  ];

  it('are found by rid', () => {
    expect(outboundVideo(streams, 's1')?.framesEncoded).toBe(200);
    expect(outboundVideo(streams, 's4')).toBeUndefined();
    expect(outboundVideo([stream({ framesEncoded: 7 })], 's1')?.framesEncoded).toBe(7);
  });

  it('tell together how many frames left the encoder in any of them', () => {
    expect(encodedVideo(streams)).toEqual({ id: 'out-s1 out-s2', timestamp: 1, framesEncoded: 300, framesSent: 299 });
    expect(encodedVideo([stream({ framesEncoded: 7 })])).toMatchObject({ framesEncoded: 7 });
    expect(encodedVideo([])).toBeUndefined();
  });
});
