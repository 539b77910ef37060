import type { Broadcast } from '../../model/scenario/scenario.ts';

/** Warns of changes for the worse that no number shows, so that green says nothing of them. */
export function unseenChanges(baseline: Broadcast, candidate: Broadcast): readonly string[] {
  const [a, b] = [pictureOf(baseline), pictureOf(candidate)];
  const [before, after] = [baseline.audio.bitrateBps, candidate.audio.bitrateBps];
  return [
    ...(a === b
      ? []
      : [`clarity is that of each arm’s own picture (${a}, ${b}): it does not show what a smaller one loses`]),
    ...(after < before
      ? [`the sound has fewer bits (${before / 1000} to ${after / 1000} kbps): no number tells how it sounds`]
      : []),
  ];
}

/** Returns the size of the picture that clarity is judged against. */
function pictureOf({ video }: Broadcast): string {
  const { width, height } = video.sourceSize ?? video;
  return `${width}x${height}`;
}
