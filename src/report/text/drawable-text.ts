import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { hasHan } from './wrap-chinese.ts';

const SIZE = { width: 48, height: 48 };
let known: boolean | undefined;

/**
 * Returns whether charts can show Chinese: whether two characters look different. Without a font that has them, both are the
 * same box.
 */
export function canDrawChinese(): boolean {
  known ??= !picture('中').equals(picture('国'));
  return known;
}

/** Draws a chart of nothing but its title. */
function picture(title: string): Buffer {
  return new ChartJSNodeCanvas(SIZE).renderToBufferSync({
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      responsive: false,
      scales: { x: { display: false }, y: { display: false } },
      plugins: { title: { display: true, text: title, font: { size: 24 } }, legend: { display: false } },
    },
  });
}

/** Note in place of a name that cannot be drawn. */
const NOT_DRAWN = '(name in Chinese: no font for it here)';

/** Returns a name as a chart can show it: where there is no font for Chinese, what is left of it and that it is not all. */
export function drawableName(name: string, canDraw?: boolean): string {
  if (!hasHan(name) || (canDraw ?? canDrawChinese())) return name;
  const rest = name
    .replace(/[\p{Script=Han}\u3000-\u303f\uff00-\uff65]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${rest} ${NOT_DRAWN}`.trim();
}
