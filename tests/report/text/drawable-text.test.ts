import { createCanvas } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { chartReport } from '../../../src/report/formats/chart-report.ts';
import { canDraw, drawableName } from '../../../src/report/text/drawable-text.ts';
import { notReadyResult } from '../sample-result.ts';

it('keeps a name that the charts’ fonts have', () => {
  expect(drawableName('Jakarta evening', () => false)).toBe('Jakarta evening');
  expect(drawableName('雅加达晚高峰', () => true)).toBe('雅加达晚高峰');
});

it('never draws boxes, and says that something is missing', () => {
  expect(drawableName('雅加达晚高峰', () => false)).toBe('(name in Chinese: no font for it here)');
  expect(drawableName('双十一 11.11 直播', () => false)).toBe('11.11 (name in Chinese: no font for it here)');
});

it('asks for the characters of this very name: a font may lack one of them', () => {
  const lacking = (characters: Iterable<string>) => ![...characters].includes('达');
  expect(drawableName('雅加达', lacking)).toBe('(name in Chinese: no font for it here)');
  expect(drawableName('雅加', lacking)).toBe('雅加');
});

it('tells a character that is drawn from a box', () => {
  expect(canDraw('Aé')).toBe(true);
  // Private use: no font has them, so that each is the same box.
  expect(canDraw('\u{f0000}')).toBe(false);
  expect(canDraw('A\u{f0000}')).toBe(false);
});

/** Draws a character as the library of the charts does, and returns its pixels. */
function pixelsOf(character: string): Buffer {
  const canvas = createCanvas(48, 48);
  const context = canvas.getContext('2d');
  context.font = '32px sans-serif';
  context.fillText(character, 4, 40);
  return Buffer.from(context.getImageData(0, 0, 48, 48).data.buffer);
}

it('knows whether this machine has a font for Chinese: two characters look different, and neither like a missing one', () => {
  const [one, other, missing] = ['雅', '达', '\u{10fffd}'].map(pixelsOf);
  if (one === undefined || other === undefined || missing === undefined) throw new Error('three characters');
  const areDrawn = !one.equals(other) && !one.equals(missing) && !other.equals(missing);
  expect(canDraw('雅达')).toBe(areDrawn);
});

it('puts no box on a chart: its title has the name where it can be drawn, and else the note', () => {
  const named = (name: string) => {
    const result = notReadyResult();
    const [chart] = chartReport({ ...result, scenario: { ...result.scenario, name } });
    return Buffer.from(chart?.content ?? '');
  };
  const note = named('(name in Chinese: no font for it here)');
  expect(named('雅加达').equals(note)).toBe(!canDraw('雅加达'));
});
