import { describe, expect, it } from 'vitest';
import type { Result, TakeResult } from '../../../src/model/result/result.ts';
import { newcomerFacts } from '../../../src/report/facts/newcomer-facts.ts';
import { broadcastNotes } from '../../../src/report/facts/source-notes.ts';
import { formatTerminal } from '../../../src/report/formats/terminal.ts';
import { viewerTable } from '../../../src/report/html/sections/viewer-table.ts';
import { readyResult } from '../sample-result.ts';

type Clip = NonNullable<TakeResult['clip']>;

/** The sample's broadcast is 1280x720 at 30 fps. */
function sending(clip: Clip): Result {
  const result = readyResult();
  return { ...result, takes: result.takes.map((take) => ({ ...take, clip })) };
}
const englishOf = (clip: Clip) =>
  broadcastNotes(sending(clip))
    .map(({ en }) => en)
    .join(' ');

describe('the notes on a clip', () => {
  it('say nothing where none was sent', () => expect(broadcastNotes(readyResult())).toEqual([]));

  it('say how it was fitted in, in both languages', () => {
    const upright = { width: 720, height: 1280, hasSound: true, ownFps: 29.97, sentFps: 29.9 };
    const text = englishOf(upright);
    expect(text).toContain('720×1280, as 1280×720');
    expect(text).toContain('black bars');
    expect(text).toContain('own sound was sent too');
    expect(text).not.toMatch(/enlarged|pictures a second/);
    for (const { zh } of broadcastNotes(sending(upright))) expect(zh).toMatch(/\p{Script=Han}/u);
    expect(formatTerminal(sending(upright), { width: 80, colour: false }).replace(/\s+/g, ' ')).toContain('black bars');
  });

  it('say when its size or rate is not the one asked', () => {
    const small = englishOf({ width: 640, height: 360, hasSound: false, ownFps: 15, sentFps: 15 });
    expect(small).toContain('enlarged');
    expect(small).toContain('only 15 pictures a second where 30 are asked');
    expect(small).toContain('It has no sound');
    expect(small).not.toContain('black bars');
    expect(englishOf({ width: 1920, height: 1080, hasSound: true, ownFps: 59.94, sentFps: 30 })).toContain(
      '59.9 pictures a second where 30 are asked: those between are left out',
    );
  });
});

describe('viewers who come and go', () => {
  const result = readyResult();
  const churned: Result = {
    ...result,
    scenario: { ...result.scenario, joinSpreadMs: 4000, churn: 0.25 },
    takes: result.takes.map((take) => ({
      ...take,
      viewers: take.viewers.map((viewer, i) =>
        i === 0 ? { ...viewer, presence: { fromSecond: 6, toSecond: 20 } } : viewer,
      ),
    })),
  };

  it('are told of by how many got in, and how long their first pictures took beside those of others', () => {
    const ms = (value: number) => ({ type: 'value', unit: 'ms', value }) as const;
    const [take] = readyResult().takes;
    const [one] = take?.viewers ?? [];
    if (take === undefined || one === undefined) throw new Error('a viewer');
    const viewer = (region: string, joinFailures: number, firstMs: number | undefined, fromSecond?: number) => ({
      ...{ ...one, region },
      ...(fromSecond !== undefined && { presence: { fromSecond, toSecond: 20 } }),
      metrics: {
        joinFailures: { type: 'value', unit: 'count', value: joinFailures } as const,
        ...(firstMs !== undefined && { firstFrame: ms(firstMs) }),
      },
    });
    const factsOf = (viewers: ReturnType<typeof viewer>[], region?: string) =>
      newcomerFacts({ takes: [{ ...take, viewers }] }, region).map(({ en }) => en.replaceAll('\u00a0', ' '));
    const viewers = [
      ...[viewer('a', 0, 900), viewer('a', 0, 1300, 0), viewer('b', 0, 2000)],
      ...[viewer('a', 0, 1700, 11), viewer('a', 0, 2700, 12), viewer('a', 1, undefined, 12)],
    ];
    expect(factsOf(viewers)).toEqual([
      'Came in mid-show: 3, of whom 2 got in; the first picture took 2.2 s for half of them, at most 2.7 s (there from the beginning: 1.3 s, at most 2.0 s).',
    ]);
    expect(factsOf(viewers, 'a')[0]).toContain('(there from the beginning: 1.1 s, at most 1.3 s)');
    expect(factsOf(viewers, 'b')).toEqual([]);
    expect(factsOf([viewer('a', 1, undefined, 12)])).toEqual([
      'Came in mid-show: 1, of whom 0 got in; no first picture was seen.',
    ]);
    expect(factsOf([viewer('a', 0, 900), viewer('a', 0, 1300, 0)])).toEqual([]);
  });

  it('are told of, and when each was there', () => {
    const notes = broadcastNotes(churned).map(({ en }) => en);
    expect(notes[0]).toContain('Viewers joined within 4.0 s');
    expect(notes[1]).toMatch(/^1 of \d viewers left in mid-show, and as many others came/);
    const region = churned.takes[0]?.viewers[0]?.region ?? '';
    // No line breaks between a number and its unit.
    const table = viewerTable(churned, region).markup.replaceAll('\u00a0', ' ');
    expect(table).toContain('there from 6 to 20 s');
    expect(viewerTable(result, region).markup).not.toContain('there from');
  });
});
