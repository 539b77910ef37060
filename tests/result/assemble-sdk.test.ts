import { describe, expect, it } from 'vitest';
import type { EventLine } from '../../src/model/recording/event-line.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { createLineParser } from '../../src/recording/parse-line.ts';
import { sdkRows } from '../../src/report/facts/sdk-rows.ts';
import { assembleSdk } from '../../src/result/assemble-sdk.ts';
import { buildLines, buildTake, takeOf, WINDOW_MS } from '../build-recording.ts';

const VIEWER = 'sea-sg-1';

function withSdk(more: readonly RecordLine[]) {
  const lines = buildLines();
  return takeOf([...lines.slice(0, -1), ...more, ...lines.slice(-1)]);
}

const figures = (at: number, videoFreezeS: number, roundTripMs: number): RecordLine => ({
  ...{ type: 'sdk', atMs: WINDOW_MS + at, participant: VIEWER },
  figures: { videoFreezeS, roundTripMs, downlinkQuality: roundTripMs > 90 ? 4 : 1 },
});
const told = (at: number, detail: NonNullable<EventLine['detail']>): RecordLine => ({
  ...{ type: 'event', atMs: WINDOW_MS + at, source: VIEWER, name: 'transport', detail },
});

describe('the SDK record', () => {
  const take = withSdk([
    figures(-500, 9, 999),
    figures(1000, 0, 80),
    figures(2000, 0.5, 100),
    figures(3000, 0.75, 84),
    told(-1234, { what: 'ice-state', state: 'checking' }),
    told(2500, { what: 'sdk-exception', code: 1003, name: 'SEND_VIDEO_BITRATE_TOO_LOW', recovered: false }),
  ]);

  it('is kept over the measured window: median, largest, last', () =>
    expect(assembleSdk(take)).toEqual([
      {
        participant: VIEWER,
        figures: {
          roundTripMs: { p50: 84, max: 100, last: 84 },
          downlinkQuality: { p50: 1, max: 4, last: 1 },
          videoFreezeS: { p50: 0.5, max: 0.75, last: 0.75 },
        },
        events: [
          { atS: -1.2, what: 'ice-state', detail: 'checking' },
          { atS: 2.5, what: 'sdk-exception', detail: '1003, name SEND_VIDEO_BITRATE_TOO_LOW, recovered false' },
        ],
      },
    ]));

  it('is empty where no SDK was in use', () => expect(assembleSdk(buildTake())).toEqual([]));

  it('is cut short where events never end', () => {
    const many = Array.from({ length: 50 }, (_, n) => told(n, { what: 'ice-state', state: 'checking' }));
    const [record] = assembleSdk(withSdk([figures(1000, 0, 80), ...many]));
    expect([record?.events.length, record?.moreEvents]).toEqual([40, 10]);
  });

  it('is one row per figure in the report: counters by their last value, grades in words with the worst one', () => {
    const rows = sdkRows(assembleSdk(take), []);
    expect(
      rows.map(({ label, source, cells }) => [label.en, source, cells[0]?.reported?.en, cells[0]?.beside[0]?.en]),
    ).toEqual([
      ['Round trip to the edge', 'server', '84 ms', undefined],
      ['Network quality, down', 'server', '1 (excellent)', 'worst 4 (bad)'],
      ['Picture frozen', 'browser', '0.8 s', undefined],
    ]);
  });

  it('rejects a line whose figure is no number', () => {
    const line = { type: 'sdk', atMs: 1, participant: VIEWER, figures: { roundTripMs: '84' } };
    const { parse } = createLineParser();
    expect(parse(JSON.stringify(line)).type).toBe('torn');
    expect(parse(JSON.stringify({ ...line, figures: { roundTripMs: 84 } })).type).toBe('line');
  });
});
