import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/result/result.ts';
import { profileLines } from '../../src/report/facts/profile-lines.ts';
import { htmlReport } from '../../src/report/formats/html-report.ts';
import { linkName } from '../../src/report/text/names.ts';
import { regionBands } from '../../src/report/timeline/bands.ts';
import { moments } from '../../src/report/timeline/moments.ts';
import { notReadyResult, offResult, oldResult, readyResult } from './sample-result.ts';
import { markupFault } from './well-formed.ts';

const page = (result: Result) => String(htmlReport(result)[0]?.content).replaceAll('\u00a0', ' ');
const section = (html: string, id: string) => {
  const from = html.indexOf(`<section id="${id}"`);
  return from === -1 ? '' : html.slice(from, html.indexOf('</section>', from));
};
const only = (html: string, language: 'en' | 'zh-Hans') =>
  html
    .replace(new RegExp(`<span lang="${language === 'en' ? 'zh-Hans' : 'en'}">[^<]*</span>`, 'g'), '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const profileOf = (direction: 'out' | 'back') => {
  const region = readyResult().scenario.regions.find(({ id }) => id === 'sa-br');
  if (region === undefined) throw new Error('the sample has this region');
  return region.access[direction];
};

describe('the page on the network', () => {
  it('has one line for a network as asked, with the table folded', () => {
    const shown = section(page(notReadyResult()), 'calibration');
    expect(only(shown, 'en')).toContain('5 paths as asked');
    expect(only(shown, 'zh-Hans')).toContain('5 条路径均符合设定');
    expect(shown).toContain('proof is-pass"');
    expect(shown).not.toContain('class="faults"');
    expect(shown.indexOf('<details>')).toBeLessThan(shown.indexOf('<table'));
  });

  it('shows every fault of one that is not, names the link, and says what no probe measured', () => {
    const shown = section(page(offResult()), 'calibration');
    expect(shown).toContain('proof is-fail edge"');
    expect(only(shown, 'en')).toContain(
      'Jakarta, viewer 1: round trip asked 140 ms (137 ms to 143 ms accepted), got 171.3 ms. The link that differs most from its profile: haul of Jakarta (out), haul:sea-id/out.',
    );
    expect(only(shown, 'zh-Hans')).toContain('与设定差别最大的链路：Jakarta 跨境段去程，haul:sea-id/out');
    expect(only(shown, 'en')).toContain('São Paulo: no probe measured the loss out (asked 1 %)');
  });

  it('shows an old recording without probes or link courses', () => {
    const html = page(oldResult());
    expect(section(html, 'calibration')).toBe('');
    expect(section(html, 'paths')).toBe('');
    expect(markupFault(html, ['meta', 'br'])).toBeUndefined();
  });

  it('lists what was planned and who shaped it, with the priority it got', () => {
    const shown = section(page(notReadyResult()), 'network');
    expect(only(shown, 'en')).toMatch(/6–9 s route flap haul of Jakarta · \+80 ms/);
    expect(only(shown, 'en')).toMatch(/15–18 s congested way into China every haul · 15 % lost, back only/);
    expect(only(shown, 'zh-Hans')).toMatch(/11–12 s 中断 São Paulo 接入段 · 全部丢失，仅去程/);
    expect(only(shown, 'en')).toContain('real-time priority (SCHED_FIFO 10)');
  });

  it('draws a card for the studio and one per region, events as bands on every track of the regions they affect', () => {
    const shown = section(page(notReadyResult()), 'paths');
    const [, , singapore = '', jakarta = '', saoPaulo = ''] = shown.split('<article class="card path"');
    expect(shown.split('<article class="card path"')).toHaveLength(1 + 4);
    const bars = (card: string) =>
      [...card.matchAll(/class="bar-(event|blackout)" x="([\d.]+)"/g)].map((match) => match[2]);
    expect(bars(singapore)).toEqual(['15']);
    expect(bars(jakarta)).toEqual(['6', '15']);
    expect(bars(saoPaulo)).toEqual(['11', '15']);
    const tracks = jakarta.split('class="track"').length - 1;
    expect(jakarta.split('<rect class="band-event" x="6"').length - 1).toBe(tracks);
  });

  it('draws losses by cause, the queue and the capacity, and names the links without anything to show', () => {
    const shown = section(page(notReadyResult()), 'paths');
    // 250 of 254 packets lost: the axis ends at 100 %.
    expect(shown).toMatch(/<rect class="cause-blackout" x="11" y="1\.57" width="1" height="98\.43"/);
    expect(shown).toContain('class="cause-queue"');
    expect(shown).toContain('class="area-wait"');
    expect(only(shown, 'en')).toContain('Nothing to show for: access of Singapore (out);');
  });

  it('counts losses by cause, waits, rates and impairments of each link', () => {
    const shown = only(section(page(notReadyResult()), 'links'), 'en');
    expect(shown).toContain('1,318 queue full');
    expect(shown).toContain('250 blackout');
    expect(shown).toContain('281 ms · 297 ms · 300 ms');
    expect(shown).toContain('4.0 Mbps to 50.0 Mbps');
    expect(shown).toContain('7 duplicated');
  });
});

it('describes every effect asked of a link', () => {
  expect(profileLines(profileOf('out')).map(({ en }) => en)).toEqual([
    '4 ms',
    'jitter 1 ms, Pareto',
    'packets may overtake',
    'no loss',
    '50 Mbps',
    'queue 256 kB',
    'kept short by CoDel',
    '0.1 % duplicated',
    '4 Mbps from 10 s',
    'blackout 11–12 s',
  ]);
  expect(profileLines(profileOf('back')).map(({ en }) => en)).toEqual([
    '4 ms ± 1 ms',
    'no loss',
    'rate of fast-train.csv, 7.2 Mbps on average',
    'queue 100 packets',
    '0.05 % corrupted',
    '1 % sent ahead',
    'delay 9 ms from 5 s',
    'loss 3 % from 8 s',
  ]);
  for (const { en, zh } of profileLines(profileOf('out')).filter(({ en }) => /[a-z]{4}/.test(en)))
    expect(zh).not.toBe(en);
});

it('counts the steps of a long schedule beyond those listed', () => {
  const steps = Array.from({ length: 9 }, (_, i) => ({ atMs: i * 1000, rateBps: 1e6 }));
  const lines = profileLines({ ...profileOf('out'), rateSteps: { steps, repeatMs: 9000 } });
  expect(lines.map(({ en }) => en).find((line) => line.includes('more'))).toMatch(
    /from 5 s; 3 more; repeats every 9 s$/,
  );
});

it('puts beside a still picture what happened on the path before and during it', () => {
  const result = notReadyResult();
  const [take] = result.takes;
  if (take === undefined) throw new Error('the sample has a take');
  const [first, second] = moments(result, take, 'sea-id').filter(({ viewer }) => viewer === 'sea-id-1');
  expect(first).toMatchObject({ fromMs: 6000, toMs: 8000, stillMs: 1700 });
  expect(first?.facts.map(({ en }) => en)).toEqual([
    'route flap (haul of Jakarta, 6–9 s)',
    'access of Jakarta, viewer 1 (out) full: 25.4 % dropped',
  ]);
  // The path into China became congested only after this one had begun.
  expect(second?.facts.map(({ en }) => en)[0]).toBe('access of Jakarta, viewer 1 (out) full: 25.4 % dropped');
  expect(moments(result, take, 'sea-sg')).toEqual([]);
});

it('names a source without new pictures first', () => {
  const result = notReadyResult();
  const [take] = result.takes;
  if (take === undefined) throw new Error('the sample has a take');
  const source = Array.from({ length: 20 }, (_, second) => ({
    second,
    newPictures: 30,
    stillMs: second === 6 ? 940 : 0,
  }));
  const [first, second] = moments(result, { ...take, source }, 'sea-id').filter(({ viewer }) => viewer === 'sea-id-1');
  expect(first?.facts[0]).toEqual({
    en: 'the source itself gave no new picture for 0.9 s',
    zh: '信号源自身有 0.9 s 没有新画面',
  });
  expect(second?.facts.map(({ en }) => en).join()).not.toContain('source');
});

it('says what the machine may have spoilt, and gives no length if seconds were not kept', () => {
  const result = notReadyResult();
  const [take] = result.takes;
  if (take === undefined) throw new Error('the sample has a take');
  const viewers = take.viewers.map((viewer) => ({
    ...viewer,
    series: { ...viewer.series, stutterRate: [0, 10, 17].map((second) => ({ second, value: second === 17 ? 1 : 0 })) },
  }));
  const [moment] = moments(result, { ...take, viewers }, 'sea-sg');
  expect(moment).not.toHaveProperty('stillMs');
  expect(moment?.facts.at(-1)?.en).toBe('the machine may have spoilt it');
});

it('gives a region its own events and blackouts, in order of time', () => {
  expect(regionBands(notReadyResult().scenario, 'sa-br').map(({ fromMs, type }) => [fromMs, type])).toEqual([
    [11_000, 'blackout'],
    [15_000, 'event'],
  ]);
});

it('names links in both languages, and leaves an unknown id as it is', () => {
  expect(linkName('access:sea-id-1/back')).toEqual({ en: 'access of sea-id-1 (back)', zh: 'sea-id-1 接入段回程' });
  expect(linkName('constructor/out').en).toBe('constructor/out');
});
