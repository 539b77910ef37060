import { describe, expect, it } from 'vitest';
import { sparkline } from '../../../src/commands/show/sparkline.ts';
import { ViewerBoard } from '../../../src/commands/show/viewer-board.ts';
import { shortNames } from '../../../src/commands/show/viewers-now.ts';
import { displayWidth } from '../../../src/report/text/display-width.ts';
import type { ViewerNow } from '../../../src/take/progress.ts';

const viewers = (count: number, region: string, more: Partial<ViewerNow> = {}) =>
  Array.from({ length: count }, (_, i): ViewerNow => ({ id: `${region}-${i + 1}`, fps: 30, latencyMs: 200, ...more }));

function boardOf(width = 80) {
  const board = new ViewerBoard({ width, language: 'en', colour: false, names: shortNames([]) });
  board.begin(30);
  return board;
}

describe('sparkline', () => {
  it('draws eighths of the top, and a missing value as a dot, never as a low one', () => {
    expect(sparkline([0, 12.4, 12.5, 50, 100, 250, undefined], 100)).toBe('▁▁▂▅██·');
    expect(sparkline([0, 0], 0)).toBe('▁▁');
  });
});

describe('the board of viewers', () => {
  it('shows every viewer with its own course, as many beside each other as fit', () => {
    const board = boardOf();
    board.add(viewers(3, 'sea-sg', { latencyMs: 400 }));
    // 24 columns of text, a space, 8 of course, 2 before: two beside each other in 79.
    expect(board.add(viewers(3, 'sea-sg'))).toEqual([
      '  latency █▅ 200 ms at worst  frames missing ▁▁ 0 % at worst',
      '  sea-sg-1 30 fps 200 ms █▅        sea-sg-2 30 fps 200 ms █▅',
      '  sea-sg-3 30 fps 200 ms █▅',
    ]);
  });

  it('does not know the worst while one viewer does not answer', () => {
    const [courses] = boardOf().add([...viewers(1, 'a'), { id: 'b-1' }]);
    expect(courses).toBe('  latency · not known at worst  frames missing · not known at worst');
  });

  it('folds many viewers to a line per region, the worst first', () => {
    const bad: ViewerNow = { id: 'far-9', fps: 12, latencyMs: 900.4 };
    expect(
      boardOf()
        .add([...viewers(9, 'near'), ...viewers(8, 'far'), bad])
        .slice(1),
    ).toEqual([
      '  far: 9 viewers, 12–30 fps, 200–900 ms, worst far-9 12 fps 900 ms',
      '  near: 9 viewers, 30 fps, 200 ms, worst near-1 30 fps 200 ms',
    ]);
  });

  it('folds many regions to those that fit, and counts the others', () => {
    const regions = Array.from({ length: 14 }, (_, i) => viewers(2, `r${i}`, { fps: 30 - i })).flat();
    const rows = boardOf().add(regions).slice(1);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toContain('r13: 2 viewers, 17 fps');
    expect(rows.at(-1)).toBe('  + 9 more');
  });

  it('leaves the last column free at any width', () => {
    for (let width = 20; width < 130; width++)
      for (const line of boardOf(width).add([...viewers(5, 'oceania-sydney'), ...viewers(30, 'x')]))
        expect(displayWidth(line)).toBeLessThan(width);
  });

  it('begins each take anew', () => {
    const board = boardOf();
    board.add(viewers(1, 'a'));
    board.begin(15);
    expect(board.add(viewers(1, 'a', { fps: 12 }))[0]).toBe(
      '  latency █ 200 ms at worst  frames missing ▂ 20 % at worst',
    );
  });
});

describe('the names of viewers', () => {
  const names = shortNames([
    { id: 'sea-id', label: 'Indonesia (Jakarta)', labelZh: '印度尼西亚（雅加达）', viewers: 2 },
    { id: 'my-line', label: 'Indonesia (Jakarta), my-line', labelZh: '印度尼西亚（雅加达），my-line', viewers: 1 },
    { id: 'mars', label: 'mars', viewers: 1 },
  ]);

  it('are those of their places, with a number where there are several', () => {
    expect(['sea-id-2', 'my-line-1', 'mars-1', 'publisher'].map((id) => names.viewer(id).en)).toEqual([
      'Jakarta 2',
      'Jakarta, my-line',
      'mars',
      'publisher',
    ]);
    expect(names.viewer('sea-id-2').zh).toBe('雅加达 2');
  });

  it('stand on the board', () => {
    const board = new ViewerBoard({ width: 80, language: 'zh', colour: false, names });
    board.begin(30);
    expect(board.add(viewers(2, 'sea-id')).at(-1)).toContain('雅加达 1 30 fps 200 ms');
  });
});
