import type { Diagnostic } from '../reading/notes.ts';
import { isMap, valueAt } from '../reading/structure.ts';

const BITRATE = 'broadcast.video.bitrate';

/** Adds to a missing bitrate of the broadcast, where variants have theirs, that the broadcast itself is what they are compared with. */
export function hintOnBase(diagnostic: Diagnostic, value: unknown): Diagnostic {
  const variants = valueAt(value, ['variants']);
  if (diagnostic.path.join('.') !== BITRATE || diagnostic.got !== 'nothing' || !isMap(variants)) return diagnostic;
  const [first] = Object.keys(variants).filter((name) => valueAt(variants, [name, 'video', 'bitrate']) !== undefined);
  if (first === undefined) return diagnostic;
  const hint = `variants are compared with the broadcast itself: give it the bitrate of \`${first}\`, and leave that variant out`;
  return { ...diagnostic, hint };
}
