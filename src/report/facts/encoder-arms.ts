import type { EncoderRecord } from '../../model/recording/encoder-record.ts';
import type { Result, TakeResult } from '../../model/result/result.ts';
import { BASE_VARIANT, type Broadcast } from '../../model/scenario/scenario.ts';
import { ENCODER_WORDS } from '../messages/encoder-words.ts';
import { fill, joinTexts, SEMICOLON, type Text } from '../messages/words.ts';
import type { EncoderRow } from './encoder-row.ts';
import { encoderRows } from './encoder-rows.ts';
import { countedTakes } from './takes.ts';

/** One broadcast of the rehearsal, its own or a variant, and what the encoder made of it. */
export interface EncoderArm {
  readonly name: string;
  readonly broadcast: Broadcast;
  readonly rows: readonly EncoderRow[];
}

/** Returns every broadcast rehearsed, from its valid takes, or from all if none is valid; [] when nothing was recorded. */
export function encoderArms({ scenario, takes }: Pick<Result, 'scenario' | 'takes'>): readonly EncoderArm[] {
  const arms = [{ name: BASE_VARIANT, broadcast: scenario.broadcast }, ...(scenario.variants ?? [])];
  return arms.flatMap(({ name, broadcast }) => {
    const own = takes.filter(({ variant = BASE_VARIANT, encoder }) => variant === name && hasLayers(encoder));
    const rows = encoderRows(broadcast, recordsOf(countedTakes(own)));
    return rows.length === 0 ? [] : [{ name, broadcast, rows }];
  });
}

function hasLayers(encoder: EncoderRecord | undefined): boolean {
  return encoder !== undefined && encoder.video.length > 0;
}

function recordsOf(takes: readonly TakeResult[]): readonly EncoderRecord[] {
  return takes.flatMap(({ encoder }) => encoder ?? []);
}

/** Returns a line per broadcast: "Encoder: Codec H264 · OpenH264; Frame rate 22 fps (30 fps asked); ...". */
export function encoderLines(result: Pick<Result, 'scenario' | 'takes'>): readonly Text[] {
  const arms = encoderArms(result);
  return arms.map(({ name, rows }) =>
    fill(arms.length > 1 ? ENCODER_WORDS.lineOf : ENCODER_WORDS.line, {
      name,
      list: joinTexts(rows.map(item), SEMICOLON),
    }),
  );
}

function item({ label, asked, got, isAsAsked }: EncoderRow): Text {
  const isOff = isAsAsked === false && asked !== undefined;
  return fill(isOff ? ENCODER_WORDS.lineItemOff : ENCODER_WORDS.lineItem, { label, got, asked: asked ?? '' });
}
