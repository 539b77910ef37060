import { describe, expect, it } from 'vitest';
import type { PictureLine } from '../../src/model/recording/picture-line.ts';
import { choosePictures } from '../../src/report/facts/choose-pictures.ts';
import { htmlReport } from '../../src/report/formats/html-report.ts';
import { notReadyResult, readyResult } from './sample-result.ts';
import { markupFault } from './well-formed.ts';

const OPENED_MS = 1_700_000_000_000;
const VIEWER = 'sea-id-1';
const IMAGE = 'x'.repeat(1000);

/** Makes a picture line `seconds` after the window opened. */
const line = (seconds: number, more: Partial<PictureLine> = {}): PictureLine => {
  const seenMs = OPENED_MS + seconds * 1000;
  return {
    ...{ type: 'picture', atMs: seenMs + 500, viewer: VIEWER, why: 'film' },
    ...{ frame: seconds * 30, seenMs, latencyMs: 120, jpeg: IMAGE },
    ...more,
  };
};
const freeze = (name: string, from: number, to: number | undefined) => {
  const told = {
    ...({ why: 'freeze', incident: name, fromMs: OPENED_MS + from * 1000 } as const),
    ...(to !== undefined && { toMs: OPENED_MS + to * 1000 }),
  };
  return [
    line(from - 1, { ...told, place: 'before' }),
    line(from, { ...told, place: 'at' }),
    ...(to === undefined ? [] : [line(to, { ...told, place: 'after' })]),
  ];
};
const choose = (lines: readonly PictureLine[], most = 1e6) => choosePictures(VIEWER, lines, OPENED_MS, most);

describe('choosePictures', () => {
  it('puts a film in order, on the window’s time, without the warm-up and other viewers', () => {
    const { film, incidents, more } = choose([line(10), line(5), line(-4), line(7, { viewer: 'sea-sg-1' })]);
    expect(film.map(({ second, frame }) => [second, frame])).toEqual([
      [5, 150],
      [10, 300],
    ]);
    expect([incidents, more]).toEqual([[], 0]);
  });

  it('thins a film evenly and keeps the longest incidents if there is no room for all', () => {
    const film = Array.from({ length: 30 }, (_, i) => line(i));
    const lines = [
      ...film,
      ...freeze('freeze-1', 2, 2.3),
      ...freeze('freeze-2', 5, 9),
      ...freeze('freeze-3', 12, 12.5),
    ];
    const chosen = choose(lines, 20_000);
    expect(chosen.film.map(({ second }) => second)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    expect(choose(lines, 12_000).incidents.map(({ fromSecond }) => fromSecond)).toEqual([5, 12]);
    expect(choose(lines, 12_000).more).toBe(1);
  });

  it('gives an incident its pictures, and no end to one that never ended', () => {
    const [first, second] = choose([...freeze('freeze-1', 3, 4), ...freeze('freeze-2', 8, undefined)]).incidents;
    expect(first).toMatchObject({
      why: 'freeze',
      fromSecond: 3,
      toSecond: 4,
      before: { second: 2 },
      at: { second: 3 },
      after: { second: 4 },
    });
    expect(second).toMatchObject({ fromSecond: 8, at: { second: 8 } });
    expect([second?.toSecond, second?.after]).toEqual([undefined, undefined]);
  });

  it('leaves out a gap in the sound that turned out too short', () => {
    const gap = (name: string, to: number) =>
      freeze(name, 3, to).map((each): PictureLine => ({ ...each, why: 'audio-gap' }));
    expect(choose(gap('audio-gap-1', 3.1)).incidents).toEqual([]);
    expect(choose(gap('audio-gap-1', 3.3)).incidents).toMatchObject([{ why: 'audio-gap', toSecond: 3.3 }]);
  });

  it('takes the end of an incident from the line that knows it', () => {
    const [begin, at] = freeze('freeze-1', 3, undefined);
    const [, , after] = freeze('freeze-1', 3, 7);
    const [incident] = choose([begin, at, after].flatMap((each) => each ?? [])).incidents;
    expect(incident).toMatchObject({ fromSecond: 3, toSecond: 7, after: { second: 7 } });
  });

  it('leaves out incidents of the warm-up, except failed joins', () => {
    const join: PictureLine = {
      ...{ type: 'picture', atMs: OPENED_MS - 3000, viewer: VIEWER, why: 'join-failure', incident: 'join-failure-1' },
      ...{ place: 'at', fromMs: OPENED_MS - 8000, toMs: OPENED_MS - 3000 },
    };
    expect(choose([...freeze('freeze-1', -5, -3), join]).incidents).toEqual([
      { why: 'join-failure', fromSecond: -8, toSecond: -3 },
    ]);
  });
});

describe('what viewers saw, in index.html', () => {
  const result = notReadyResult();
  const book = result.takes.map((take) =>
    take.viewers.map(({ id }) =>
      id === VIEWER
        ? choose([line(5), line(10), ...freeze('freeze-1', 6, 7.2), ...freeze('freeze-2', 15, undefined)])
        : { viewer: id, film: [], incidents: [], more: 0 },
    ),
  );
  const page = String(htmlReport(result, book)[0]?.content).replaceAll('\u00a0', ' ');
  const section = page.slice(page.indexOf('<section id="pictures"'), page.indexOf('<div id="lines"'));

  it('embeds each picture with its viewer and time', () => {
    const images = [...section.matchAll(/<img [^>]*alt="([^"]*)" src="([^"]*)">/g)];
    expect(images.map(([, alt]) => alt)).toEqual([
      ...['Jakarta, viewer 1 / Jakarta 观众 1, 5 s, #150', 'Jakarta, viewer 1 / Jakarta 观众 1, 10 s, #300'],
      ...[
        'Jakarta, viewer 1 / Jakarta 观众 1, 5 s, #150',
        'Jakarta, viewer 1 / Jakarta 观众 1, 6 s, #180',
        'Jakarta, viewer 1 / Jakarta 观众 1, 7.2 s, #216',
      ],
      ...['Jakarta, viewer 1 / Jakarta 观众 1, 14 s, #420', 'Jakarta, viewer 1 / Jakarta 观众 1, 15 s, #450'],
    ]);
    for (const [, , source] of images) expect(source).toBe(`data:image/jpeg;base64,${IMAGE}`);
    expect(page).toContain('img-src data:');
    expect(markupFault(page, ['meta', 'br', 'img'])).toBeUndefined();
  });

  it('says in both languages what went wrong, when, and what each picture is', () => {
    for (const words of [
      'Picture stood still for 1.2 s, from 6 s',
      '画面卡住，持续 1.2 s（6 s 起）',
      'Picture stood still from 15 s, to the end',
      '画面卡住，持续到结束（15 s 起）',
      '6 s · frame 180 · 120 ms late',
      '7.2 s · 第 216 帧 · 延迟 120 ms',
    ])
      expect(section).toContain(words);
  });

  it('shows the two longest incidents of a viewer at once, and folds the others', () => {
    const many = [...freeze('freeze-1', 2, 2.2), ...freeze('freeze-2', 5, 9), ...freeze('freeze-3', 12, 13)];
    const own = result.takes.map(() => [choose([line(1), ...many])]);
    const html = String(htmlReport(result, own)[0]?.content);
    const from = html.indexOf('<section id="pictures"');
    const at = (words: string) => html.indexOf(words, from);
    expect(at('from 5\u00a0s')).toBeLessThan(at('Shorter ones: 1'));
    expect(at('from 12\u00a0s')).toBeLessThan(at('Shorter ones: 1'));
    expect(at('from 2\u00a0s')).toBeGreaterThan(at('Shorter ones: 1'));
  });

  it('is absent if no pictures were kept', () => {
    expect(String(htmlReport(readyResult())[0]?.content)).not.toContain('id="pictures"');
  });
});
