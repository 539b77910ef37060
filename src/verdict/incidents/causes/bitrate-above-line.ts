import type { Link } from '../../../model/scenario/network.ts';
import { linkSeconds, mostOf } from '../links/link-seconds.ts';
import { narrowness } from '../links/link-trouble.ts';
import { observedWith } from '../links/more-than-usual.ts';
import { segmentLinks } from '../links/segment-links.ts';
import type { Scene } from '../scene.ts';
import type { Cause, Evidence } from './cause.ts';

/** Wait in a queue, and loss in it, from which the line was full. Assumptions. */
const FULL_WAIT_MS = 30;
const FULL_LOSS = 0.005;
/** Strength of a line that is as narrow away from the incident: the bitrate is above it, but something else was new. */
const ALWAYS_NARROW = 0.6;
/** Share of its usual rate below which a line became narrower. */
const NARROWER = 0.9;

export const bitrateAboveLine: Cause = {
  id: 'bitrate-above-line',
  title: { en: 'The stream is larger than a line on its way', zh: '码率高于途中线路的带宽' },
  sentences: {
    rate: {
      en: '{link} carried only {rate}, and the stream needs {need}',
      zh: '{link}带宽仅 {rate}，而码流需要 {need}',
    },
  },
  advice: {
    en: 'Send at most 85 % of what the narrowest line carries, or add a smaller stream (simulcast).',
    zh: '码率不要超过最窄线路带宽的 85%，或增加更小的码流（simulcast）。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test(scene) {
    const links = (['first-mile', 'haul', 'access'] as const).flatMap((segment) => segmentLinks(scene, segment));
    const found = links.flatMap((link) => evidenceOf(scene, link) ?? []);
    return found.toSorted((a, b) => b.strength - a.strength)[0];
  },
};

function evidenceOf(scene: Scene, link: Link): Evidence | undefined {
  const narrow = narrowness(scene, link);
  if (narrow === undefined || !isFull(scene, link)) return undefined;
  const { least, need, usual } = narrow;
  const isNewlyNarrow = usual === undefined || least < NARROWER * usual;
  return {
    way: 'rate',
    strength: isNewlyNarrow ? 1 : ALWAYS_NARROW,
    links: [link.id],
    observed: {
      rate: observedWith(least, usual, 'bps'),
      need: { value: need, unit: 'bps' },
    },
  };
}

function isFull({ take, sought }: Scene, { id }: Link): boolean {
  const seconds = linkSeconds(take, id, sought);
  const waited = mostOf(seconds.flatMap(({ queueDelayMaxMs }) => queueDelayMaxMs ?? []));
  const [lost, entered] = [
    seconds.reduce((sum, { lostQueue }) => sum + lostQueue, 0),
    seconds.reduce((sum, { inPackets }) => sum + inPackets, 0),
  ];
  return (waited !== undefined && waited >= FULL_WAIT_MS) || (entered > 0 && lost / entered >= FULL_LOSS);
}
