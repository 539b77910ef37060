import type { PictureBook, ShownPicture } from '../../model/recording/pictures.ts';
import type { Incident } from '../../model/result/incident.ts';
import type { Result, TakeResult } from '../../model/result/result.ts';
import { worstFirst as incidentsWorstFirst } from '../facts/incident-facts.ts';
import { type HeatRow, worstFirst } from './heat-map.ts';

/** One region at the worst second: its incidents over time, and what its worst viewer had before the eyes then. */
export interface RegionThen {
  readonly region: HeatRow['region'];
  readonly incidents: readonly Incident[];
  readonly viewer: string | undefined;
  /** The picture seen last until the end of that second, or the first after it; undefined where none was kept. */
  readonly picture: ShownPicture | undefined;
  /** Whether an incident of the region holds at that second. */
  readonly isHit: boolean;
  /** Whether the picture stood still then. */
  readonly isStill: boolean;
}

/** The second at which a take was at its worst, everywhere. */
export interface WorstSecond {
  readonly second: number;
  readonly regions: readonly RegionThen[];
}

const SECOND_MS = 1000;

/** Returns the middle second of the worst incident with all regions beside each other, worst first; undefined where nothing went wrong. */
export function worstSecond(result: Result, take: TakeResult | undefined, book: PictureBook): WorstSecond | undefined {
  const incidents = take?.incidents ?? [];
  const [worst] = incidentsWorstFirst(incidents);
  if (take === undefined || worst === undefined) return undefined;
  const lastSecond = Math.max(0, Math.ceil(result.scenario.durationMs / SECOND_MS) - 1);
  const second = Math.max(0, Math.min(lastSecond, Math.floor((worst.fromMs + worst.toMs) / 2 / SECOND_MS)));
  const pictures = book[result.takes.indexOf(take)] ?? [];
  const regions = worstFirst(result).map((region): RegionThen => {
    const own = incidents.filter((incident) => incident.region === region.id);
    const now = own.filter(({ fromMs, toMs }) => fromMs < (second + 1) * SECOND_MS && toMs > second * SECOND_MS);
    const isStill = now.some(({ symptoms }) => symptoms.some(({ kind }) => kind === 'stutter'));
    const viewers = take.viewers.filter((viewer) => viewer.region === region.id).map(({ id }) => id);
    const viewer = [...now, ...own].flatMap((incident) => incident.viewers)[0] ?? viewers[0];
    const strip = pictures.find((each) => each.viewer === viewer);
    const seen = strip === undefined ? [] : [...strip.film, ...strip.incidents.flatMap(picturesOf)];
    return { region, incidents: own, viewer, picture: nearest(seen, second + 1), isHit: now.length > 0, isStill };
  });
  return { second, regions };
}

function picturesOf({ before, at, after }: PictureBook[number][number]['incidents'][number]): readonly ShownPicture[] {
  return [before, at, after].filter((picture) => picture !== undefined);
}

function nearest(pictures: readonly ShownPicture[], until: number): ShownPicture | undefined {
  const inOrder = pictures.toSorted((a, b) => a.second - b.second);
  return inOrder.findLast(({ second }) => second <= until) ?? inOrder[0];
}
