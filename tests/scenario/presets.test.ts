import { expect, test } from 'vitest';
import { loadText, problemsOf, spoilt } from './load-text.ts';

test('a preset is an access line in any region', async () => {
  const { scenario } = await loadText(spoilt('access: fixed', 'access: wpt-3g-fast'));
  expect(scenario.regions[0]?.access).toMatchObject({
    profile: 'wpt-3g-fast',
    label: 'WebPageTest 3G Fast',
    out: { delayMs: 75, rateBps: 1.6e6, queueMs: 300, loss: { type: 'none' } },
    back: { delayMs: 75, rateBps: 768e3 },
  });
});

test('a preset needs no region of the catalog when the haul is written in place', async () => {
  const { scenario } = await loadText(
    spoilt('{region: sea-sg, access: fixed}', '{region: mars, access: loadero-3.5g, haul: {rtt: 500 ms}}'),
  );
  expect(scenario.regions[0]).toMatchObject({ label: 'mars', access: { profile: 'loadero-3.5g' } });
});

test('a preset is not a haul, so an unknown region stays unknown', async () => {
  const problems = await problemsOf(spoilt('{region: sea-sg, access: fixed}', '{region: mars, access: wpt-4g}'));
  expect(problems.map(({ line, path }) => [line, path])).toEqual([[9, 'regions[0].region']]);
});

test.each([
  ['wpt-3g-fats', 'did you mean `wpt-3g-fast`'],
  ['3g', 'did you mean `devtools-slow-3g`'],
  ['mobil', 'did you mean `mobile`'],
])('the unknown preset %s is refused with the closest names', async (name, hint) => {
  const problems = await problemsOf(spoilt('access: fixed', `access: ${name}`));
  expect(problems.map(({ line, path, got }) => [line, path, got])).toEqual([[9, 'regions[0].access', `"${name}"`]]);
  expect(problems[0]?.hint).toContain(hint);
});
