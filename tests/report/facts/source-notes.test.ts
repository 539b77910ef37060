import { describe, expect, it } from 'vitest';
import type { Result, TakeResult } from '../../../src/model/result/result.ts';
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
    expect(text).toContain('720x1280, as 1280x720');
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
