import { trainRate } from '../network/probing/path-stats.ts';
import type { Crossing, Figure } from './crossing.ts';
import { medianFigure } from './statistics.ts';

const TRAIN_PACKETS_LEAST = 5;
/** A train that was not sent faster than this share of the time in which it came never filled the bottleneck. */
const SENT_WITHIN = 0.8;

/**
 * Capacity of IP packets by the dispersion of trains: of each the bits after its first packet over the time they took, of
 * all the median. Trains that came as slowly as they were sent show only that the line carries at least so much.
 */
export function estimateRate(trains: readonly (readonly Crossing[])[]): Figure | undefined {
  const seen = trains.flatMap((train) => dispersion(train) ?? []);
  const filled = seen.filter(({ isFilled }) => isFilled).map(({ rateBps }) => rateBps);
  if (filled.length > seen.length / 2) return medianFigure(filled);
  const carried = medianFigure(seen.map(({ rateBps }) => rateBps));
  return carried === undefined
    ? undefined
    : { value: carried.value, least: carried.value, most: Number.POSITIVE_INFINITY };
}

function dispersion(train: readonly Crossing[]): { rateBps: number; isFilled: boolean } | undefined {
  const came = train.flatMap(({ receivedMs, ...sent }) => (receivedMs === undefined ? [] : [{ receivedMs, ...sent }]));
  const found = came.length < TRAIN_PACKETS_LEAST ? undefined : trainRate(came);
  return found && { rateBps: found.rateBps, isFilled: found.sentShare <= SENT_WITHIN };
}
