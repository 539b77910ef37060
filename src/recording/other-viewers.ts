import type { HeaderLine } from '../model/recording/recording.ts';
import type { ViewerPlan } from '../model/scenario/take.ts';

/** Tells what in a recording is about viewers that are left out. */
export interface OtherViewers {
  readonly ids: ReadonlySet<string>;
  /** Returns whether a part of a line is what a link or the origin counted of them alone, by the part's shape. */
  isTheirs(shape: Readonly<Record<string, unknown>>): boolean;
}

export const NO_OTHERS: OtherViewers = { ids: new Set(), isTheirs: () => false };

/**
 * Returns the viewers of a take other than those selected, whose links and places in the origin's lines are left out with them;
 * the first mile stays, and so do hauls that a selected viewer shares.
 */
export function otherViewers({ take, topology }: HeaderLine, selected: readonly ViewerPlan[]): OtherViewers {
  const own = new Set(selected.map(({ id }) => id));
  const ids = new Set(take.viewers.map(({ id }) => id).filter((id) => !own.has(id)));
  if (ids.size === 0) return NO_OTHERS;
  const passed = (isWanted: (isOthers: boolean) => boolean) =>
    topology.routes.filter(({ from, to }) => isWanted(ids.has(from) || ids.has(to))).flatMap(({ links }) => links);
  const needed = new Set(passed((isOthers) => !isOthers));
  const links = new Set(passed((isOthers) => isOthers).filter((link) => !needed.has(link)));
  const isIn = (set: ReadonlySet<string>, name: unknown) => typeof name === 'string' && set.has(name);
  return { ids, isTheirs: ({ type, viewer, link }) => type === undefined && (isIn(ids, viewer) || isIn(links, link)) };
}
