import type { Result } from '../../model/result/result.ts';
import { encoderArms } from './encoder-arms.ts';
import type { EncoderRow } from './encoder-rows.ts';

/** "Encoder: Codec H264 · OpenH264; Frame rate 22 fps (30 fps asked); ...": a line a broadcast, English. */
export function encoderLines(result: Pick<Result, 'scenario' | 'takes'>): readonly string[] {
  const arms = encoderArms(result);
  return arms.map(({ name, rows }) => `Encoder${arms.length > 1 ? ` of ${name}` : ''}: ${rows.map(item).join('; ')}`);
}

function item({ label, asked, got, isAsAsked }: EncoderRow): string {
  const text = `${label.en} ${got.en}`;
  return isAsAsked === false && asked !== undefined ? `${text} (asked: ${asked.en})` : text;
}
