import { createCanvas } from '@napi-rs/canvas';
import { hasHan } from './wrap-chinese.ts';

const SIZE_PX = 32;
let known: boolean | undefined;

/**
 * Returns whether charts can show Chinese: whether two characters look different. Without a font that has them, both are the
 * same box.
 */
export function canDrawChinese(): boolean {
  known ??= picture('中') !== picture('国');
  return known;
}

function picture(character: string): string {
  const canvas = createCanvas(SIZE_PX, SIZE_PX);
  const context = canvas.getContext('2d');
  context.font = `${SIZE_PX - 8}px sans-serif`;
  context.fillText(character, 2, SIZE_PX - 8);
  return Buffer.from(context.getImageData(0, 0, SIZE_PX, SIZE_PX).data).toString('base64');
}

/** Note in place of a name that cannot be drawn. */
const NOT_DRAWN = '(name in Chinese: no font for it here)';

/** Returns a name as a chart can show it: where there is no font for Chinese, what is left of it and that it is not all. */
export function drawableName(name: string, canDraw = canDrawChinese()): string {
  if (canDraw || !hasHan(name)) return name;
  const rest = name
    .replace(/[\p{Script=Han}\u3000-\u303f\uff00-\uff65]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${rest} ${NOT_DRAWN}`.trim();
}
