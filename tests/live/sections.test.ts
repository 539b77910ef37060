import { describe, expect, it } from 'vitest';
import type { LivePoint, StateMessage, TakeMessage } from '../../src/live/live-message.ts';
import { machineCourse, regionCourse } from '../../src/live/page/course-section.ts';
import * as sections from '../../src/live/page/sections.ts';
import { html } from '../../src/report/html/markup.ts';
import { plain } from '../../src/report/messages/words.ts';
import { markupFault } from '../report/well-formed.ts';

const EVIL = '<script>alert(1)</script>"';
const TAKE: TakeMessage = {
  ...{ run: 'a1', ordinal: 1, count: 2, scenario: EVIL, seed: 7, seconds: 20 },
  regions: [
    {
      ...{ id: 'sea-sg', label: { en: 'Singapore', zh: '新加坡' }, viewers: ['sea-sg-1', EVIL] },
      limits: [{ metric: 'latency', limit: 800, bound: 'p95 ≤ 800 ms' }],
      bands: [],
    },
  ],
};
const STATE: StateMessage = {
  ...{
    phase: 'measuring',
    measuredS: 2,
    factor: 2.4,
    soFar: 'fail',
    incidentCount: 130,
    earlier: [],
    spoiltSeconds: 3,
  },
  verdicts: [
    {
      ...{ region: 'sea-sg', metric: 'latency', label: { en: 'Latency', zh: '延迟' }, actual: plain('812 ms') },
      ...{ bound: 'p95 ≤ 800 ms', outcome: 'fail', viewer: 'sea-sg-1' },
    },
    {
      ...{
        region: 'sea-sg',
        metric: 'goodMinutes',
        label: { en: 'Good minutes', zh: '良好分钟' },
        actual: plain('no data'),
      },
      ...{ bound: '≥ 95 %', outcome: 'later' },
    },
  ],
  incidents: [
    { second: 1.2, who: 'sea-sg-1', what: 'freeze', lastedS: 0.8 },
    { second: 4, who: EVIL, what: 'crashed', detail: EVIL },
  ],
  pictures: [{ viewer: EVIL, version: 3, second: 1, latencyMs: 180 }],
};
const POINTS: LivePoint[] = [0, 1].map((second) => ({
  ...{ second, factor: 2.4, busyFraction: 0.9 },
  regions: [
    {
      silent: second,
      figures: [[0, 0.14], [180, 220], null, [0.96, 0.95], [2e6, 1.9e6]],
      network: [90, 0.01, 4e6, null],
    },
  ],
}));

const all = (state = STATE) =>
  [
    sections.headSection(TAKE, state, sections.reportLine(state, undefined)),
    sections.budgetSection(TAKE, state),
    sections.incidentSection(TAKE, state),
    sections.pictureSection(TAKE, state),
    sections.earlierSection(TAKE, state),
    regionCourse(TAKE, 0, POINTS),
    machineCourse(TAKE, POINTS),
  ].map(({ markup }) => markup);

describe('the live page', () => {
  it('says in both languages how it stands, and that it is only so far', () => {
    const text = all().join('\n');
    for (const word of [
      'So far over a limit',
      '目前有指标未达标',
      'measuring: 2 s of 20 s',
      '测量中：已得 2 s，共 20 s',
      'Nothing here is the verdict',
      '此处并非结论',
      'goes at 1/2.4',
    ])
      expect(text.replaceAll('\u00a0', ' '), word).toContain(word);
    expect(text).toContain('The machine spoilt 3');
    expect(text).toMatch(/goodMinutes|Good minutes/);
    expect(text).toContain('at the end');
  });

  it('tells the speed of the clock as the terminal and the report do', () => {
    const { markup } = sections.headSection(TAKE, { ...STATE, factor: 3 }, sections.reportLine(STATE, undefined));
    expect(markup).toMatch(/goes at 1\/3</);
  });

  it('lets no name become markup', () => {
    for (const markup of all()) expect(markup).not.toContain('<script');
  });

  it('shows missing numbers as missing', () => {
    const markup = regionCourse(TAKE, 0, POINTS).markup;
    expect(markup).toContain('no data');
    expect(markup).toContain('1 of 2 viewers have not answered');
    // No queue was reported: no chart of one.
    expect(markup).not.toContain('sea-sg-network-3');
  });

  it('names incidents, latest first, and how many there are in all', () => {
    const { markup } = sections.incidentSection(TAKE, STATE);
    expect(markup.indexOf('crashed')).toBeLessThan(markup.indexOf('picture stood still'));
    expect(markup).toContain('130 in all');
  });

  it('counts earlier takes among all that are planned, also when the first are no longer listed', () => {
    const state: StateMessage = { ...STATE, earlier: [{ ordinal: 150, seed: 7, outcome: 'pass' }] };
    expect(sections.earlierSection({ ...TAKE, ordinal: 151, count: 160 }, state).markup).toContain('take 150 of 160');
  });

  it('ends with the outcome and the report', () => {
    const finished: StateMessage = {
      ...STATE,
      phase: 'finished',
      finished: { outcome: 'ready', report: '/tmp/r/index.html' },
    };
    const { markup } = sections.headSection(TAKE, finished, sections.reportLine(finished, 'blob:x'));
    expect(markup).toContain('READY');
    expect(markup).toContain('<a href="blob:x"');
    expect(markup).toContain('/tmp/r/index.html');
    expect(markup).not.toContain('So far');
  });

  it('is well formed', () => {
    for (const markup of all()) expect(markupFault(html`<div>${{ markup }}</div>`.markup, ['img'])).toBeUndefined();
  });
});
