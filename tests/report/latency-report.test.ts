import { describe, expect, it } from 'vitest';
import { LATENCY_STAGES, type LatencyStages, stageMetricId } from '../../src/model/result/latency-stages.ts';
import type { Result, ViewerResult } from '../../src/model/result/result.ts';
import { regionStages } from '../../src/report/facts/region-stages.ts';
import { htmlReport } from '../../src/report/formats/html-report.ts';
import { readyResult } from './sample-result.ts';
import { markupFault } from './well-formed.ts';

/** 358 ms: 85 on the network, of which 12 are resends; 190 in the jitter buffer; 83 elsewhere. */
const TYPICAL = {
  latencyMs: 358,
  stagesMs: {
    ...{ encoding: 50, sending: 10, firstMile: 5, origin: 13, haul: 48, access: 20, repair: 12 },
    ...{ jitterBuffer: 190, decoding: 9, reading: 1 },
  },
};
const SLOW = { latencyMs: 658, stagesMs: { ...TYPICAL.stagesMs, sending: 30, repair: 292 } };
const STAGES: LatencyStages = { frames: 200, typical: TYPICAL, slow: SLOW };

const series = Object.fromEntries(
  LATENCY_STAGES.map((stage) => [stageMetricId(stage), [{ second: 0, value: TYPICAL.stagesMs[stage] }]]),
);

function resultWith(change: (viewer: ViewerResult) => ViewerResult): Result {
  const result = readyResult();
  return { ...result, takes: result.takes.map((take) => ({ ...take, viewers: take.viewers.map(change) })) };
}

const page = (result: Result) => String(htmlReport(result)[0]?.content).replaceAll('\u00a0', ' ');
const section = (html: string) => {
  const from = html.indexOf('<section id="latency"');
  return from === -1 ? '' : html.slice(from, html.indexOf('</section>', from));
};

describe('where the latency goes', () => {
  it('says what the network, the jitter buffer and the rest take, in both languages', () => {
    const html = page(resultWith((viewer) => ({ ...viewer, latencyStages: STAGES })));
    expect(markupFault(`${section(html)}</section>`)).toBeUndefined();
    const shown = section(html);
    expect(shown).toContain(
      'Of 358 ms, the network takes 85 ms and the jitter buffer 190 ms; everything else takes 83 ms.',
    );
    expect(shown).toContain('Of the network’s share, 12 ms are resends and queueing.');
    expect(shown).toContain('The slowest twentieth takes 658 ms, 280 ms of it more in resends and queueing.');
    expect(shown).toContain('358 ms 延迟中，网络占 85 ms，抖动缓冲占 190 ms，其余环节共 83 ms。');
    expect(shown).toContain('最慢的 5% 为 658 ms，其中重传与排队多用了 280 ms。');
  });

  it('says how far reading and the jitter buffer may be off, of all viewers together, and of no other stage', () => {
    const shown = (readingErrorMs: number | undefined) =>
      section(
        page(
          resultWith((viewer) => ({
            ...viewer,
            latencyStages: { ...STAGES, ...(readingErrorMs !== undefined && { readingErrorMs }) },
          })),
        ),
      );
    expect(shown(4)).toContain('190 ms ± 4 ms');
    expect(shown(4)).toContain('>1 ms ± 4 ms');
    const [take] = resultWith((viewer) => ({ ...viewer, latencyStages: { ...STAGES, readingErrorMs: 4 } })).takes;
    const region = take && regionStages(take, 'sea-sg');
    expect(region?.readingErrorMs).toBeCloseTo(4 / Math.sqrt(region?.known.length ?? 0), 6);
    expect(shown(4).split(' ± ').length - 1).toBe(2 * (shown(4).split('class="card stages"').length - 1));
    expect(shown(undefined)).not.toContain('±');
  });

  it('says for how long the picture was held back for its sound, where that is known of all viewers and long', () => {
    const withHold = (value: number | undefined) =>
      section(
        page(
          resultWith((viewer) => ({
            ...viewer,
            latencyStages: STAGES,
            metrics: { ...viewer.metrics, ...(value && { lipSyncHold: { type: 'value', unit: 'ms', value } }) },
          })),
        ),
      );
    expect(withHold(29)).toContain('Of the jitter buffer’s share, 29 ms hold the picture back');
    expect(withHold(29)).toContain('抖动缓冲部分中有 29 ms 用于推迟画面');
    for (const value of [4, undefined]) expect(withHold(value)).not.toContain('hold the picture back');
  });

  it('says that stages have no known error, where the machine was strained', () => {
    const withErrors = (errors: ViewerResult['errors']) =>
      section(page(resultWith((viewer) => ({ ...viewer, latencyStages: STAGES, ...(errors && { errors }) }))));
    const strained = withErrors({ latencyHaul: 'unknown', latency: { p50: 12, side: 'below' } });
    expect(strained).toContain('how far that moved single stages is not known (± unknown)');
    expect(strained).toContain('对各环节的影响程度未知');
    for (const quiet of [undefined, {}, { clarity: { p50: 0.01 } }])
      expect(withErrors(quiet)).not.toContain('strained');
  });

  it('draws a bar of all stages, to one scale for all regions', () => {
    const shown = section(page(resultWith((viewer) => ({ ...viewer, latencyStages: STAGES }))));
    const bars = shown.match(/<svg class="stage-bar[^>]*viewBox="0 0 (\d+) 10"/g) ?? [];
    expect(bars).toHaveLength(6);
    for (const bar of bars) expect(bar).toContain('0 0 658 10');
    // Encoding and sending come before it: 60 ms.
    expect(shown).toContain('<rect class="stage-firstMile" x="60" y="0" width="5"');
  });

  it('is drawn over time where viewers have a course, and no stage has a chart of its own', () => {
    const html = page(
      resultWith((viewer) => ({ ...viewer, latencyStages: STAGES, series: { ...viewer.series, ...series } })),
    );
    expect(markupFault(`${section(html)}</section>`)).toBeUndefined();
    expect(section(html)).toContain('Over time: Singapore');
    expect(html).not.toContain('chart-0-latencyHaul');
  });

  it('is drawn until the next second that was kept, and not over seconds without data', () => {
    const course = Object.fromEntries(
      LATENCY_STAGES.map((stage) => {
        const value = TYPICAL.stagesMs[stage];
        return [
          stageMetricId(stage),
          [{ second: 0, value }, { second: 7, value }, { second: 9 }, { second: 12, value }],
        ];
      }),
    );
    const shown = section(
      page(resultWith((viewer) => ({ ...viewer, latencyStages: STAGES, series: { ...viewer.series, ...course } }))),
    );
    const [, drawing = ''] = /<path class="stage-encoding" d="([^"]*)"/.exec(shown) ?? [];
    expect([...drawing.matchAll(/M(\d+) .*?H(\d+)V/g)].map(([, from, to]) => [from, to])).toEqual([
      ['0', '7'],
      ['7', '9'],
      ['12', '13'],
    ]);
  });

  it('says no data of a region without it, and nothing at all where no region has it', () => {
    const one = section(
      page(resultWith((viewer) => (viewer.region === 'sea-sg' ? { ...viewer, latencyStages: STAGES } : viewer))),
    );
    expect(one.match(/No data: the frames were not stamped/g)).toHaveLength(2);
    expect(section(page(readyResult()))).toBe('');
  });

  it('says of how many viewers a mean is', () => {
    const result = resultWith((viewer) => (viewer.id === 'sea-id-1' ? { ...viewer, latencyStages: STAGES } : viewer));
    const [take] = result.takes;
    expect(take && regionStages(take, 'sea-id')).toMatchObject({ viewers: 2, typical: TYPICAL });
    expect(section(page(result))).toContain('Of 1 of 2 viewers; the others have no data.');
  });
});
