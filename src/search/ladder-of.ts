import type { Scenario, Variant } from '../model/scenario/scenario.ts';
import { defaultLadder } from '../recommend/default-ladder.ts';
import { rungsOf } from '../scenario/resolve/resolve-ladder.ts';

/** Returns the scenario's own ladder, or the default one for its picture. */
export function ladderOf({ ladder, broadcast }: Scenario): readonly Variant[] {
  return ladder ?? rungsOf(broadcast, defaultLadder(broadcast.video));
}
