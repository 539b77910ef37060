import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { hasHan } from './wrap-chinese.ts';

const SIZE = { width: 48, height: 48 };
/** Character that no font has: for private use, at the end of Unicode. */
const MISSING = '\u{10fffd}';
const known = new Map<string, boolean>();
let box: Buffer | undefined;

/** Returns whether charts can show each of these characters: what no font here has looks like any other missing character, a box. */
export function canDraw(characters: Iterable<string>): boolean {
  for (const character of characters) {
    box ??= picture(MISSING);
    const isDrawn = known.get(character) ?? !picture(character).equals(box);
    known.set(character, isDrawn);
    if (!isDrawn) return false;
  }
  return true;
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

/** Returns a name as a chart can show it: where no font has its Chinese characters, what is left of it and that it is not all. */
export function drawableName(name: string, canDrawAll: (characters: Iterable<string>) => boolean = canDraw): string {
  if (!hasHan(name) || canDrawAll(name.match(/\p{Script=Han}/gu) ?? [])) return name;
  const rest = name
    .replace(/[\p{Script=Han}\u3000-\u303f\uff00-\uff65]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${rest} ${NOT_DRAWN}`.trim();
}
