import type { SoundMark } from '../model/recording/recorded-take.ts';

export function marksOf(baseMs: number, marks: readonly number[], times: readonly number[]): SoundMark[] {
  return marks.flatMap((mark, i) => {
    const ms = times[i];
    return ms === undefined ? [] : [{ mark, atMs: baseMs + ms }];
  });
}
