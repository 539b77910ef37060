import type { Result, TakeResult } from '../../model/result/result.ts';
import { churnCount } from '../../model/scenario/churn-count.ts';
import type { VideoSettings } from '../../model/scenario/scenario.ts';
import { SOURCE_WORDS } from '../messages/source-words.ts';
import { PRESENCE_WORDS } from '../messages/viewer-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';
import { newcomerFacts } from './newcomer-facts.ts';
import { transportNotes } from './transport-notes.ts';

/** Relative difference that rounding to even pixels, or the clock of a camera (29.97), explains. */
const SAME = 0.03;

/** Returns sentences on what was sent and how it travelled, where a reader of the numbers must know. */
export function broadcastNotes(result: Result): readonly Text[] {
  return [...clipNotes(result), ...audienceNotes(result), ...transportNotes(result)];
}

function audienceNotes({ scenario, takes }: Result): readonly Text[] {
  const { joinSpreadMs, churn, regions } = scenario;
  const viewers = regions.reduce((sum, region) => sum + region.viewers, 0);
  return [
    ...(joinSpreadMs === undefined ? [] : [fill(PRESENCE_WORDS.spread, { time: formatQuantity(joinSpreadMs, 'ms') })]),
    ...(churn === undefined ? [] : [fill(PRESENCE_WORDS.churn, { count: churnCount(churn, viewers), viewers })]),
    ...newcomerFacts({ takes }),
  ];
}

function clipNotes({ scenario, takes }: Result): readonly Text[] {
  const take = takes.find(({ clip }) => clip?.sentFps !== undefined) ?? takes.find(({ clip }) => clip !== undefined);
  return take?.clip === undefined ? [] : sentencesOn(take.clip, scenario.broadcast.video);
}

function sentencesOn(
  clip: NonNullable<TakeResult['clip']>,
  { fps, sourceSize, ...video }: Pick<VideoSettings, 'width' | 'height' | 'fps' | 'sourceSize'>,
): readonly Text[] {
  const { width, height, hasSound, ownFps } = clip;
  const asked = sourceSize ?? video;
  const [across, down] = [asked.width / width, asked.height / height];
  const sizeOf = (size: { readonly width: number; readonly height: number }) => `${size.width}×${size.height}`;
  const rateOf = (rate: number) => Number(rate.toFixed(1));
  const rates = { own: rateOf(ownFps ?? 0), asked: rateOf(fps) };
  return [
    fill(SOURCE_WORDS.clip, { clip: sizeOf({ width, height }), asked: sizeOf(asked) }),
    ...(Math.abs(across / down - 1) > SAME ? [SOURCE_WORDS.bars] : []),
    ...(Math.min(across, down) > 1 + SAME ? [SOURCE_WORDS.enlarged] : []),
    ...(ownFps !== undefined && ownFps < fps * (1 - SAME) ? [fill(SOURCE_WORDS.slower, rates)] : []),
    ...(ownFps !== undefined && ownFps > fps * (1 + SAME) ? [fill(SOURCE_WORDS.faster, rates)] : []),
    hasSound ? SOURCE_WORDS.sound : SOURCE_WORDS.silent,
  ];
}
