import type { LinkProfile, Loss } from '../model/scenario/link-profile.ts';
import type { Direction, NetworkEvent, Segment } from '../model/scenario/network.ts';

/**
 * Applies events to a segment: returns it with the events merged into its links' steps of delay, loss, rate and blackouts.
 */
export function segmentUnderEvents(segment: Segment, events: readonly NetworkEvent[]): Segment {
  const withEvents = (direction: Direction) =>
    profileUnderEvents(
      segment[direction],
      events.filter(({ directions }) => directions.includes(direction)),
    );
  return events.length === 0 ? segment : { ...segment, out: withEvents('out'), back: withEvents('back') };
}

function profileUnderEvents(profile: LinkProfile, events: readonly NetworkEvent[]): LinkProfile {
  const { delaySteps = [], lossSteps = [], blackouts = [], rateCaps = [] } = profile;
  const delaying = events.filter(({ extraDelayMs }) => extraDelayMs > 0);
  const losing = events.filter(({ lossFraction }) => lossFraction > 0);
  const capped = events.flatMap(({ rateBps, fromMs, toMs }) =>
    rateBps === undefined ? [] : [{ fromMs, toMs, rateBps }],
  );
  const dark = events.filter(({ blackout }) => blackout).map(({ fromMs, toMs }) => ({ fromMs, toMs }));
  const inForce = (all: readonly NetworkEvent[], atMs: number) =>
    all.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  return {
    ...profile,
    ...(delaying.length > 0 && {
      delaySteps: edges(delaySteps, delaying).map((atMs) => ({
        atMs,
        delayMs:
          (delaySteps.findLast((step) => step.atMs <= atMs)?.delayMs ?? profile.delayMs) +
          inForce(delaying, atMs).reduce((sum, { extraDelayMs }) => sum + extraDelayMs, 0),
      })),
    }),
    ...(losing.length > 0 && {
      lossSteps: edges(lossSteps, losing).map((atMs) => ({
        atMs,
        loss: inForce(losing, atMs).reduce(
          (loss, { lossFraction }) => withLoss(loss, lossFraction),
          lossSteps.findLast((step) => step.atMs <= atMs)?.loss ?? profile.loss,
        ),
      })),
    }),
    ...(dark.length > 0 && { blackouts: [...blackouts, ...dark] }),
    ...(capped.length > 0 && { rateCaps: [...rateCaps, ...capped] }),
  };
}

/** Returns every time at which something changes, ascending. */
function edges(steps: readonly { readonly atMs: number }[], events: readonly NetworkEvent[]): number[] {
  const times = [...steps.map(({ atMs }) => atMs), ...events.flatMap(({ fromMs, toMs }) => [fromMs, toMs])];
  return [...new Set(times)].sort((a, b) => a - b);
}

/** Combines two independent losses in series: packets that pass the first may be lost by the second. */
function withLoss(loss: Loss, lossFraction: number): Loss {
  const composed = (first: number) => 1 - (1 - first) * (1 - lossFraction);
  switch (loss.type) {
    case 'none':
      return { type: 'random', lossFraction };
    case 'random':
      return { type: 'random', lossFraction: composed(loss.lossFraction) };
    case 'gilbert-elliott':
      return { ...loss, lossInBad: composed(loss.lossInBad), lossInGood: composed(loss.lossInGood) };
  }
}
