import type { ChartConfiguration, ChartType } from 'chart.js';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { familiesFor } from '../text/chart-font.ts';

/** Size of a PNG chart in pixels, twice the size it is read at, so that it stays sharp in a slide. */
const SIZE = { width: 1600, height: 720 };
export const FONT_PX = 24;
export const LINE_PX = 4;
export const INK = '#1f2933';
export const MUTED = '#52606d';
export const GRID = '#dde3e8';

/** Draws charts, their texts in fonts that have all of their characters. */
export class ChartCanvas {
  #font: { family?: string } = {};
  readonly #canvas = new ChartJSNodeCanvas({
    ...SIZE,
    backgroundColour: '#ffffff',
    chartCallback: ({ defaults }) => {
      this.#font = defaults.font;
    },
  });

  draw<T extends ChartType, D>(chart: ChartConfiguration<T, D>): Buffer {
    const texts = JSON.stringify([chart.options, chart.data.datasets.map(({ label }) => label)]);
    this.#font.family = familiesFor(this.#canvas, texts);
    // The synchronous call: the asynchronous one needs node-canvas, and this project runs on @napi-rs/canvas.
    return this.#canvas.renderToBufferSync(chart as ChartConfiguration);
  }
}
