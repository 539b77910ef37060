import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';
import { regionsNamed, withRegionIds } from '../../../src/scenario/catalog/region-names.ts';
import type { Notes } from '../../../src/scenario/reading/notes.ts';
import { loadText, problemsOf } from '../load-text.ts';

const catalog = await loadCatalog();

/** Returns the scenario with ids, and what was found wrong. */
function named(value: unknown) {
  const notes: Notes = { diagnostics: [], warnings: [] };
  return { value: withRegionIds(value, catalog, notes).value, problems: notes.diagnostics };
}

describe('places in a scenario', () => {
  it.each([
    ['雅加达', ['sea-id']],
    ['Jakarta', ['sea-id']],
    ['jakarta', ['sea-id']],
    ['印度尼西亚', ['sea-id']],
    ['Indonesia (Jakarta)', ['sea-id']],
    ['印度尼西亚（雅加达）', ['sea-id']],
    // Accents, as Brazilians write them.
    ['São Paulo', ['latam-br']],
    ['日本', ['jp']],
    ['新加坡', ['sea-sg']],
    ['UK', ['eu-gb']],
    ['沙特', []],
    ['美国', ['na-west', 'na-east']],
    ['印尼', ['sea-id']],
    ['Jakarta, Indonesia', ['sea-id']],
    ['雅加达（印度尼西亚）', ['sea-id']],
    ['新加坡，雅加达', []],
    ['美西', ['na-west']],
    ['USA', ['na-west', 'na-east']],
    ['England', ['eu-gb']],
    ['UAE', ['me-ae']],
    ['KSA', ['me-sa']],
    ['乌兰巴托', []],
    ['a', []],
  ])('%s is %o', (name, ids) => {
    expect(regionsNamed(name, catalog)).toEqual(ids);
  });

  it('are replaced by ids in regions, budgets and events', () => {
    const { value, problems } = named({
      broadcast: { haul: 'accelerated' },
      regions: [{ region: '雅加达', access: 'fixed' }, { region: 'jp' }],
      budgets: { all: { latency: 'p95 < 1 s' }, 雅加达: { latency: 'p95 < 2 s' } },
      events: [
        { haul: '雅加达', at: '5 s' },
        { access: 'all', at: '9 s' },
      ],
    });
    expect(problems).toEqual([]);
    expect(value).toEqual({
      broadcast: { haul: 'accelerated' },
      regions: [{ region: 'sea-id', access: 'fixed' }, { region: 'jp' }],
      budgets: { all: { latency: 'p95 < 1 s' }, 'sea-id': { latency: 'p95 < 2 s' } },
      events: [
        { haul: 'sea-id', at: '5 s' },
        { access: 'all', at: '9 s' },
      ],
    });
  });

  it('that are two in one region become two entries, with budgets of their own', () => {
    const { value, problems } = named({
      regions: [
        { region: 'Mumbai', access: 'fixed' },
        { region: 'Delhi', access: 'fixed' },
        { region: 'mumbai', id: 'b' },
      ],
      budgets: { Delhi: { latency: 'p95 < 2 s' } },
    });
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      regions: [{ region: 'in' }, { region: 'in', id: 'delhi' }, { region: 'in', id: 'b' }],
      budgets: { delhi: { latency: 'p95 < 2 s' } },
    });
  });

  it('stay where haul and access are written in place: the name is the scenario’s own', () => {
    const value = { regions: [{ region: 'jakarta', access: { rtt: '9 ms' }, haul: { rtt: '90 ms' } }] };
    expect(named(value).value).toEqual(value);
  });

  it('are refused in one sentence where they are several regions, or none', () => {
    const [several] = named({ regions: [{ region: '美国', access: 'fixed' }] }).problems;
    expect(several).toMatchObject({
      path: ['regions', 0, 'region'],
      expected: 'one of na-west (美国西部（洛杉矶）), na-east (美国东部（纽约）)',
    });
    const [none] = named({ regions: [{ region: '乌兰巴托', access: 'fixed' }] }).problems;
    expect(none?.got).toBe('the unknown region "乌兰巴托"');
    expect(none?.expected).toMatch(/^a city or country of the catalog .*, or one of your own/);
  });

  it('leave alone whatever is not a list of regions', () => {
    for (const value of [undefined, 'x', {}, { regions: 'x' }, { regions: [null, { region: 3 }] }])
      expect(named(value)).toEqual({ value, problems: [] });
  });

  const scenario = (budgets: string) => `name: x
duration: 9 s
broadcast: {video: {bitrate: 2 Mbps}}
regions: [{region: 雅加达, access: fixed}]
budgets:
  all: {latency: p95 < 1 s}
${budgets}
`;

  it('keep the line of a mistake in their budgets', async () => {
    expect(await problemsOf(scenario('  雅加达: {latency: p95 < 2 Mbps}'))).toMatchObject([
      { line: 7, path: 'budgets.sea-id.latency' },
    ]);
  });

  it('mean in budgets and events a region that is written by its id, and no region that is not there', async () => {
    const text = (name: string) =>
      scenario(`  ${name}: {latency: p95 < 2 s}`).replace('雅加达', 'sea-id') +
      `events: [{at: 1 s, for: 1 s, haul: ${name}, delay: 9 ms}]\n`;
    const { scenario: loaded } = await loadText(text('印尼'));
    expect(loaded.events).toMatchObject([{ region: 'sea-id' }]);
    expect((await problemsOf(text('新加坡'))).map(({ path }) => path)).toEqual(['budgets.新加坡', 'events[0].haul']);
  });

  it('leave a list of budgets to be refused as one', async () => {
    expect(await problemsOf(`${scenario('').split('budgets:')[0]}budgets: [{latency: p95 < 2 s}]\n`)).toMatchObject([
      { line: 5, path: 'budgets' },
    ]);
  });

  it('may not have budgets under two names, of which one would be lost', async () => {
    const budgets = ['  雅加达: {latency: p95 < 2 s}', '  sea-id: {stutterRate: < 1 %}'];
    for (const both of [budgets, budgets.toReversed()])
      expect(await problemsOf(scenario(both.join('\n')))).toMatchObject([
        { path: 'budgets.sea-id', expected: 'each region once', got: expect.stringContaining('"雅加达"') },
      ]);
  });
});
