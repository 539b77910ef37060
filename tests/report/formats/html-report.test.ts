import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import {
  HOSTILE,
  hostileResult,
  invalidResult,
  noDataResult,
  notReadyResult,
  readyResult,
  SAMPLES,
  slowedInvalidResult,
  slowedResult,
} from '../sample-result.ts';
import { markupFault } from '../well-formed.ts';

/** Replaces non-breaking spaces by plain ones. */
/** Returns the page as it reads: spaces and dates that hold together are like any other. */
const page = (result: Result) =>
  String(htmlReport(result)[0]?.content)
    .replaceAll('\u00a0', ' ')
    .replace(/<span class="whole">([^<]*)<\/span>/g, '$1');
const visible = (html: string) => html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ');
const steps = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `H${from + i}`).join('');
const count = (html: string, part: string) => html.split(part).length - 1;

describe('index.html', () => {
  it.each(Object.entries(SAMPLES))('is well formed: %s', (_, make) => {
    expect(markupFault(page(make()), ['meta', 'br'])).toBeUndefined();
  });

  it.each(Object.entries(SAMPLES))('loads nothing from anywhere: %s', (_, make) => {
    const html = page(make());
    expect(html.match(/\bsrc\s*=|@import|url\(|<link|<iframe|fetch\(/i)).toBeNull();
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(target).toMatch(/^(\.\/|#)/);
    expect(html.includes('content="default-src &#39;none&#39;; style-src')).toBe(true);
  });

  it('says the verdict first, in words and in both languages', () => {
    const expected: [Result, string, string][] = [
      [readyResult(), 'READY', '可以开播'],
      [notReadyResult(), 'NOT READY', '尚未就绪'],
      [invalidResult(), 'INVALID', '结果无效'],
    ];
    for (const [result, en, zh] of expected) {
      const html = page(result);
      expect(html).toMatch(
        new RegExp(`<h1><svg.*?</svg><span lang="en">${en}</span><span lang="zh-Hans">${zh}</span></h1>`),
      );
      expect(html.indexOf('<h1>')).toBeLessThan(html.indexOf('<h2>'));
    }
  });

  it.each(Object.entries(SAMPLES).filter(([name]) => name !== 'hostile'))(
    'has each id once, and a target for each link within the page: %s',
    (_, make) => {
      const html = page(make());
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
      for (const [, target] of html.matchAll(/href="#([^"]*)"/g)) expect(ids, target).toContain(target);
      for (const [, tip] of html.matchAll(/aria-describedby="([^"]*)"/g)) expect(ids, tip).toContain(tip);
    },
  );

  it('says when, verdict, why, change, trust and regions in this order, all on its first screen', () => {
    const html = page(notReadyResult());
    const verdict = html.slice(html.indexOf('id="verdict"'), html.indexOf('</section>'));
    const places = ['<time datetime=', '<h1>', 'class="headline"', 'class="advice"', 'class="trust"', 'class="heat"'];
    const found = places.map((part) => verdict.indexOf(part));
    expect(found.every((place) => place >= 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(verdict).toContain('<a href="./result.json" download>');
  });

  it('has no outcome in a cell without a limit, whatever the verdict', () => {
    const html = page(notReadyResult());
    const heat = html.slice(html.indexOf('<table class="heat">'), html.indexOf('</table>'));
    const cells = heat.split('<td ').slice(1);
    expect(cells).toHaveLength(3 * 5);
    const unlimited = cells.filter((each) => /no limit|no number/.test(each));
    expect(unlimited.length).toBeGreaterThan(0);
    for (const cell of unlimited) expect(cell.startsWith('class="has-tip"')).toBe(true);
  });

  it('says which percentile a number without a limit is', () => {
    const base = readyResult();
    const html = page({ ...base, verdicts: base.verdicts.filter(({ metric }) => metric !== 'latency') });
    const heat = html.slice(html.indexOf('<table class="heat">'), html.indexOf('</table>'));
    expect(count(heat, 'This is the p95; no limit is set.')).toBe(3);
  });

  it('has a table behind every chart', () => {
    const html = page(notReadyResult());
    const charts = html.slice(html.indexOf('<section id="timelines"'), html.indexOf('<section id="paths"'));
    const figures = charts.split('<figure class="card">').slice(1);
    expect(figures.length).toBeGreaterThan(3);
    for (const figure of figures) expect(figure).toContain('<details class="data">');
  });

  it('tells a producer why and what to change', () => {
    const text = visible(page(notReadyResult()));
    expect(text).toContain('the picture stands still 100 % of the time (limit 3 %)');
    expect(text).toContain('Lower the video bitrate to 1.2 Mbps or less');
  });

  it('says when the stream is on air on the clock of each region, and nothing without an airtime', () => {
    const { scenario, ...result } = readyResult();
    const regions = scenario.regions.map((region) => ({
      ...region,
      zone: 'Asia/Jakarta',
      localTime: '2026-11-27T19:00+07:00',
    }));
    const html = page({ ...result, scenario: { ...scenario, airtime: '2026-11-27T20:00+08:00', regions } });
    const said = [
      ['on air 2026-11-27 19:00 local time', '当地时间 2026-11-27 19:00 开播'],
      [
        'On air 2026-11-27 20:00 in China, 2026-11-27 19:00 here (Asia/Jakarta).',
        '当地 2026-11-27 19:00（Asia/Jakarta）',
      ],
    ].flat();
    for (const words of said) expect(count(html, words)).toBe(regions.length);
    expect(page(readyResult()).toLowerCase()).not.toContain('on air');
  });

  it('names regions and their lines in Chinese everywhere, if such a name is known', () => {
    const result = notReadyResult();
    const of = ({ scenario, ...rest }: Result, more: object) => ({
      ...rest,
      scenario: {
        ...scenario,
        regions: scenario.regions.map((region) => ({ ...region, ...(region.id === 'sea-id' && more) })),
      },
    });
    const both = '<span lang="en">Jakarta</span><span lang="zh-Hans">雅加达</span>';
    const [before, html] = [page(result), page(of(result, { labelZh: '雅加达' }))];
    expect(before).not.toContain('雅加达');
    // In the finding, its card, its tracks and its network.
    expect(count(html, `<b>${both}</b>`)).toBe(1);
    expect(count(html, `<h3>${both}</h3>`)).toBe(3);
    expect(count(html, both)).toBe(count(before, '>Jakarta<'));
    expect(html.replaceAll(both, '')).not.toContain('>Jakarta<');
    expect(count(html, '<small><span lang="en">Accelerated</span><span lang="zh-Hans">加速线路</span></small>')).toBe(
      1,
    );
  });

  it('shows each budget once with its outcome, and missing numbers as no data', () => {
    const html = page(notReadyResult());
    const budgets = html.slice(html.indexOf('id="regions"'), html.indexOf('id="timelines"'));
    expect(count(budgets, 'class="chip is-no-data"')).toBe(2);
    expect(count(budgets, 'class="chip is-fail"')).toBe(2 + 1);
    expect(count(budgets, 'class="chip is-warn"')).toBe(1 + 1);
    expect(count(budgets, 'class="chip is-pass"')).toBe(4 + 3 + 1);
    expect(html.match(/NaN|undefined|Infinity|\[object/)).toBeNull();
  });

  it('judges nothing when no take is valid', () => {
    const html = page(invalidResult());
    expect(html.match(/chip is-(pass|warn|fail)/)).toBeNull();
    expect(visible(html)).toContain('This machine’s CPUs were fully busy.');
    expect(visible(html)).toContain('at worst the CPUs were 99 % busy');
  });

  it('keeps the verdicts of a valid take that only lacks data', () => {
    expect(page(noDataResult()).includes('chip is-pass')).toBe(true);
  });

  it('says which takes were left out when others decide', () => {
    const result = { ...notReadyResult(), invalidReasons: invalidResult().invalidReasons };
    expect(visible(page(result))).toContain('left out of the verdict');
  });

  it('draws a chart per metric with values over time, a line per viewer, gaps without data, and shades bad seconds', () => {
    const html = page(notReadyResult());
    const latency = html.slice(html.indexOf('id="chart-0-latency"'), html.indexOf('id="chart-0-stutterRate"'));
    const drawings = [...latency.matchAll(/ d="(M[^"]*|)"\/>/g)].map(([, path = '']) => path);
    // Four viewers, then the legend's samples.
    expect(drawings.slice(0, 4).map((path) => count(path, 'M'))).toEqual([1, 2, 0, 1]);
    expect(latency.includes('<rect class="bad" x="17" y="0" width="1" height="100"/>')).toBe(true);
    expect(latency.includes('class="limit"')).toBe(true);
    expect(latency.includes('no data in any second')).toBe(true);
  });

  it('folds away what is only read to check, but not the machine of an invalid result', () => {
    const openAt = (html: string, id: string) => !html.includes(`<section id="${id}"><details class="fold">`);
    const [ready, invalid] = [page(readyResult()), page(invalidResult())];
    for (const id of ['network', 'links', 'machine', 'method']) expect(openAt(ready, id), id).toBe(false);
    expect(openAt(invalid, 'machine')).toBe(true);
    for (const id of ['regions', 'timelines', 'paths']) expect(openAt(ready, id), id).toBe(true);
  });

  it('draws at once what has a limit or is read first, and folds the other charts', () => {
    const result = readyResult();
    const extra = {
      ...result.metrics[0],
      id: 'extraCourse',
      label: 'Extra',
      labelZh: '附加',
    } as Result['metrics'][number];
    const takes = result.takes.map((take) => ({
      ...take,
      viewers: take.viewers.map((viewer) => ({
        ...viewer,
        series: { ...viewer.series, extraCourse: [{ second: 0, value: 1 }] },
      })),
    }));
    const html = page({ ...result, metrics: [...result.metrics, extra], takes });
    const charts = html.slice(
      html.indexOf('id="timelines"'),
      html.indexOf('</section>', html.indexOf('id="timelines"')),
    );
    expect(charts.indexOf('id="chart-0-latency"')).toBeLessThan(charts.indexOf('<details>'));
    expect(charts.indexOf('id="chart-0-extraCourse"')).toBeGreaterThan(charts.indexOf('More charts: '));
  });

  it('draws the real time of each second below the timelines and beside the CPU, if the clock was slowed', () => {
    const html = page(slowedResult());
    const chart = html.slice(
      html.indexOf('id="chart-0-pace"'),
      html.indexOf('</figure>', html.indexOf('id="chart-0-pace"')),
    );
    expect(chart.includes('<svg viewBox="0 0 20 100"')).toBe(true);
    const [still = '', played = ''] = [...chart.matchAll(/ d="([^"]*)"/g)].map(([, path]) => path);
    // Real time per second: 1.6 s for 8 s, from second 8 on 4 s, and in second 12 3 s more for which the clock stood still.
    expect(played).toBe(`M0 100V80${steps(1, 8)}V50${steps(9, 20)}V100Z`);
    expect(still).toBe('M12 100V12.5H13V100Z');
    expect(html.indexOf('id="chart-0-pace"')).toBeGreaterThan(html.indexOf('id="chart-0-frameRate"'));
    expect(html.includes('id="chart-host-pace"')).toBe(true);
    expect(count(page(readyResult()), '-pace"')).toBe(0);
  });

  it('says on its first screen how fast it was played, and the exact factor with the machine', () => {
    const html = page(slowedResult());
    const verdict = html.slice(html.indexOf('id="verdict"'), html.indexOf('</section>'));
    expect(visible(verdict)).toContain('Played at 1/1.6 to 1/4 of its speed, because this machine was busy');
    expect(visible(verdict)).toContain('因本机繁忙，彩排以 1/1.6 至 1/4 倍速进行');
    const machine = visible(html.slice(html.indexOf('id="machine"')));
    expect(machine).toContain('1/1.6 to 1/4 (mean factor 3.19)');
    expect(machine).toContain('1 min 4 s');
    const takes = html.slice(html.indexOf('id="takes"'), html.indexOf('id="machine"'));
    expect(count(takes, '1/1.6 to 1/4')).toBe(2);
  });

  it('says in a row that nothing was slowed', () => {
    const base = readyResult();
    const pace = {
      meanFactor: 1,
      leastFactor: 1,
      mostFactor: 1,
      stoodStillMs: 0,
      replacedSeconds: 0,
      playedMs: 20_000,
    };
    const html = page({ ...base, takes: base.takes.map((take) => ({ ...take, pace })) });
    expect(visible(html.slice(html.indexOf('id="machine"')))).toContain('its own (mean factor 1.00)');
    expect(visible(html)).not.toContain('Played at');
  });

  it('explains an invalid result by the load of the machine, and says what to type next', () => {
    const html = page(slowedInvalidResult());
    const verdict = visible(html.slice(html.indexOf('id="verdict"'), html.indexOf('</section>')));
    expect(verdict).toContain('Meanwhile this machine’s CPUs were 86 % busy on average');
    expect(verdict).toContain('longhaul run scenario.yaml --slow 8');
    expect(visible(page(notReadyResult()))).not.toMatch(/Meanwhile|Try next/);
  });

  it('marks 20 s of stutter for the dead viewer', () => {
    const html = page(notReadyResult());
    const lane = html.slice(html.indexOf('<span class="who"><span lang="en">Jakarta, viewer 2</span>'));
    expect(count(lane.slice(0, lane.indexOf('</svg>')), 'class="fill')).toBe(20);
  });

  it('stays small for an hour with twenty viewers', () => {
    const base = readyResult();
    const [take] = base.takes;
    const [first] = take?.viewers ?? [];
    if (take === undefined || first === undefined) throw new Error('the sample has a viewer');
    const points = Array.from({ length: 3600 }, (_, second) => ({ second, value: 200 + (second % 37) * 3.33 }));
    const viewers = Array.from({ length: 20 }, (_, i) => ({
      ...first,
      id: `sea-sg-${i + 1}`,
      series: Object.fromEntries(Object.keys(first.series).map((id) => [id, points])),
    }));
    const html = page({
      ...base,
      scenario: { ...base.scenario, durationMs: 3_600_000 },
      takes: [{ ...take, viewers }],
    });
    expect(html.length).toBeLessThan(8_000_000);
    expect(html.includes('id="language-zh"')).toBe(true);
  });

  it('shows hostile names as text and runs none of it', () => {
    const html = page(hostileResult());
    expect(html.includes('<script>alert')).toBe(false);
    expect(html.includes('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;[31m|*@all]]&gt;')).toBe(true);
    expect(count(html, '<script>')).toBe(1);
    expect(html.includes('javascript:alert(1)//<')).toBe(false);
    expect(html.includes(`href="./${encodeURIComponent('javascript:alert(1)')}//`)).toBe(true);
    expect(html.includes(HOSTILE)).toBe(false);
  });

  it('is complete without takes', () => {
    const html = page({ ...invalidResult(), takes: [], verdicts: [] });
    expect(markupFault(html, ['meta', 'br'])).toBeUndefined();
    expect(visible(html)).toContain('Nothing was recorded second by second.');
  });
});
