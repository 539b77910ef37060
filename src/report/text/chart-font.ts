import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ChartJSNodeCanvas } from 'chartjs-node-canvas';

/** Families that Chart.js draws in by itself, as far as a machine has them; few have one with Chinese characters. */
const OWN_FAMILIES = "'Helvetica Neue', 'Helvetica', 'Arial', sans-serif";

const { resolve } = createRequire(import.meta.url);
const FONT = '@fontsource-variable/noto-sans-sc';

/** A file of the font, and the characters that it has. The font comes in a hundred of them: only those in use are loaded. */
interface Part {
  readonly name: string;
  readonly isFor: (codePoint: number) => boolean;
}

let parts: readonly Part[] | undefined;
const registered = new Set<string>();

/** Returns the families to draw a text in, ours last: what no font of this machine has is drawn in Noto Sans SC. */
export function familiesFor(canvas: Pick<ChartJSNodeCanvas, 'registerFont'>, text: string): string {
  parts ??= readParts();
  const codePoints = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const needed = parts.filter(({ isFor }) => [...codePoints].some(isFor)).map(({ name }) => name);
  for (const name of needed)
    if (!registered.has(name)) {
      canvas.registerFont(resolve(`${FONT}/files/${name}-wght-normal.woff2`), { family: name });
      registered.add(name);
    }
  return [OWN_FAMILIES, ...needed.map((name) => `'${name}'`)].join(', ');
}

/** Reads which characters each file has: "[4]": "U+1f21a,U+1f234-1f237" is of noto-sans-sc-4-wght-normal.woff2. */
function readParts(): readonly Part[] {
  const ranges = JSON.parse(readFileSync(resolve(`${FONT}/unicode.json`), 'utf8')) as Record<string, string>;
  return Object.entries(ranges).map(([id, written]) => {
    const spans = written.split(',').map((range) => {
      const [from = Number.NaN, to = from] = range
        .slice('U+'.length)
        .split('-')
        .map((digits) => Number.parseInt(digits, 16));
      return { from, to };
    });
    const isFor = (codePoint: number) => spans.some(({ from, to }) => codePoint >= from && codePoint <= to);
    return { name: `noto-sans-sc-${id.replace(/[[\]]/g, '')}`, isFor };
  });
}
