import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../src/model/result/recommendation.ts';
import { recommendationOf } from '../../src/recommend/recommendation-of.ts';
import { recommendationMarkdown } from '../../src/report/recommendation/recommendation-markdown.ts';
import { recommendationPage } from '../../src/report/recommendation/recommendation-page.ts';
import { formatRecommendation } from '../../src/report/recommendation/recommendation-terminal.ts';
import { buildTake } from '../build-recording.ts';
import { lines, SIX, search } from '../recommend/world.ts';

const { scenario } = buildTake().header.take;
const region = (id: string, label: string) =>
  ({ ...scenario.regions[0], id, label }) as (typeof scenario.regions)[number];
const REGIONS = [region('near', 'Singapore <near>'), region('far', 'Lagos')];
const LADDER = { rungs: SIX, regions: REGIONS.map(({ id }) => id) };

function found(mbps: Readonly<Record<string, number>>, most = 90): Recommendation {
  return recommendationOf({
    scenario: { ...scenario, name: 'evening', regions: REGIONS },
    ladder: LADDER,
    evidence: search(LADDER, lines(mbps), { most, seed: 2 }).evidence,
    mostTakes: 36,
    tool: { name: 'longhaul', version: '0.1.0' },
  });
}
const text = (of: Recommendation) => formatRecommendation(of, { colour: false, width: 100 });

describe('a recommendation', () => {
  it('says for all and for each region what to send, with the evidence and the cost of one step up', () => {
    const report = text(found({ near: 10, far: 1.1 }));
    expect(report).toContain('SEND THIS   One stream for all regions: H264 640×360 30 fps, 800 kbps');
    expect(report).toContain('SEND THIS   Singapore <near>: H264 1280×720 30 fps, 3 Mbps');
    expect(report.replace(/\n/g, ' ')).toMatch(
      /One step up: H264 960×540 30 fps, 1\.2 Mbps: 400 kbps more, clarity \+0\.0\d+\. Lagos cannot carry it: Stutter rate 10 %, limit ≤ 3 %; missed in \d+ of \d+ takes?\./,
    );
    expect(report).toContain('There is nothing clearer on the ladder.');
    expect(report).toContain('✓ within budget, ✗ over budget, – ruled out, ? open. Counted: takes within');
    expect(report).toMatch(/H264 1280×720 30 fps, 3 Mbps +0\.\d+ +✓ (\d+)\/\d+ +[–✗]/);
  });

  it('is the same in Markdown and on the page, which has both languages and escapes names', () => {
    const of = found({ near: 10, far: 1.1 });
    const markdown = recommendationMarkdown(of);
    expect(markdown).toContain('- ✅ **One stream for all regions**: H264 640×360 30 fps, 800 kbps.');
    expect(markdown).not.toContain('<near>');
    const page = recommendationPage(of);
    expect(page).not.toContain('<near>');
    expect(page).toContain('Singapore &lt;near&gt;');
    for (const words of ['What to send', '推流建议', 'One step up', '再高一档', '已排除'])
      expect(page).toContain(words);
  });

  it('names regions in Chinese on the page only, and as in English if no such name is known', () => {
    const of = found({ near: 10, far: 1.1 });
    const regions = of.scenario.regions.map((each) => (each.id === 'far' ? { ...each, labelZh: '拉各斯' } : each));
    const named = { ...of, scenario: { ...of.scenario, regions } };
    const page = recommendationPage(named);
    const both = '<span lang="en">Lagos</span><span lang="zh-Hans">拉各斯</span>';
    expect(page).toContain(`<h3>${both}</h3>`);
    expect(page).toContain(`<th scope="col">${both}</th>`);
    expect(page).toContain('拉各斯无法承受');
    expect(page).not.toContain('Lagos无法承受');
    expect(page).toContain('<h3>Singapore &lt;near&gt;</h3>');
    expect(text(named)).toBe(text(of));
    expect(recommendationMarkdown(named)).toBe(recommendationMarkdown(of));
  });

  it('keeps the Chinese names that the scenario has', () => {
    const [near, far] = REGIONS;
    if (near === undefined || far === undefined) throw new Error('two regions');
    const { scenario: of } = recommendationOf({
      scenario: { ...scenario, regions: [near, { ...far, labelZh: '拉各斯' }] },
      ladder: LADDER,
      evidence: search(LADDER, lines({ near: 10, far: 1.1 }), { most: 7 }).evidence,
      mostTakes: 36,
      tool: { name: 'longhaul', version: '0.1.0' },
    });
    expect(of.regions).toEqual([
      { id: 'near', label: 'Singapore <near>' },
      { id: 'far', label: 'Lagos', labelZh: '拉各斯' },
    ]);
  });

  it('says that nothing fits, and why not even the lightest does', () => {
    const report = text(found({ near: 10, far: 0.2 }));
    expect(report).toContain('NOTHING FITS   One stream for all regions');
    expect(report).toMatch(/The lightest step: H264 640×360 30 fps, 400 kbps\. Lagos cannot carry it/);
  });

  it('says if the search is not finished', () => {
    const of = found({ near: 10, far: 1.1 }, 7);
    expect(of.isComplete).toBe(false);
    expect(text(of)).toContain('The search is not finished');
    expect(text(of)).toContain('PROBABLY THIS');
  });

  it('has the definitions of the missed metrics, and the times', () => {
    expect(found({ near: 10, far: 1.1 })).toMatchObject({
      startedAt: '1970-01-01T00:00:00.000Z',
      metrics: [{ id: 'stutterRate' }],
      takes: { invalid: 0, most: 36 },
    });
  });
});
