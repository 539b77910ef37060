import { expect, it } from 'vitest';
import { seedsToPlay } from '../../../src/commands/options/seeds-to-play.ts';
import { InputError } from '../../../src/lib/errors.ts';
import type { Scenario } from '../../../src/model/scenario/scenario.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { vocabulary } from '../../../src/verdict/vocabulary.ts';

const none = { seed: undefined, shard: undefined, until: undefined, 'most-minutes': undefined };
const quickstart = async (): Promise<Scenario> => (await loadScenario('quickstart', vocabulary, {})).scenario;

it('a limit of retakes is refused where --most-minutes limits the rehearsal', async () => {
  const scenario = await quickstart();
  expect(seedsToPlay({ ...none, 'most-time': '30 min' }, scenario)).toBeUndefined();
  const asked = () => seedsToPlay({ ...none, until: 'decided', 'most-time': '30 min' }, scenario);
  expect(asked).toThrow(InputError);
  expect(asked).toThrow('--most-minutes');
});
