import { describe, expect, it } from 'vitest';
import type { SoundSync } from '../../../src/model/result/sound-sync.ts';
import { soundSyncFacts } from '../../../src/report/facts/sound-sync-facts.ts';
import { htmlReport } from '../../../src/report/formats/html-report.ts';
import { notReadyResult } from '../sample-result.ts';

const VIEWER = 'sea-id-2';

function resultWith(soundSync: SoundSync) {
  const bad = notReadyResult();
  const takes = bad.takes.map((take) => ({
    ...take,
    viewers: take.viewers.map((viewer) => (viewer.id === VIEWER ? { ...viewer, soundSync } : viewer)),
  }));
  return { ...bad, takes };
}

const factsOf = (soundSync: SoundSync) => {
  const { scenario, takes } = resultWith(soundSync);
  return soundSyncFacts(scenario, takes[0], () => true);
};

describe('what is told of sound and picture', () => {
  it('is nothing where they were in step, or where time does not help', () => {
    expect(factsOf({ state: 'in-step', openedMs: 20, closedMs: 20 })).toEqual([]);
    expect(factsOf({ state: 'apart', openedMs: 300, closedMs: 300 })).toEqual([]);
  });

  it('is that sound was still following when measuring began, in the card of its region too', () => {
    const following: SoundSync = { state: 'following', openedMs: 140, closedMs: 44 };
    const [fact, ...others] = factsOf(following);
    expect(others).toEqual([]);
    expect(fact?.en).toContain(
      'The sound of Jakarta, viewer 2 was 140 ms before its picture when measuring began, and 44 ms',
    );
    expect(fact?.zh).toContain('Jakarta 观众 2 的声音比画面早 140 ms');
    expect(String(htmlReport(resultWith(following))[0]?.content)).toContain('The sound of Jakarta, viewer 2 was');
  });

  it('is of whoever came in mid-show how it began and ended', () => {
    const { scenario, takes } = resultWith({ state: 'following', openedMs: 116, closedMs: 60 });
    const [take] = takes;
    if (take === undefined) throw new Error('one take');
    const came = { fromSecond: 14, toSecond: 30 };
    const viewers = take.viewers.map((viewer) => ({ ...viewer, presence: came }));
    expect(soundSyncFacts(scenario, { ...take, viewers }, () => true).map(({ en }) => en)).toEqual([
      'The sound of Jakarta, viewer 2, who came in mid-show, was 116 ms away from its picture at first, and 60 ms at the end: players let it follow a picture that came later, slowly.',
    ]);
  });

  it('says after instead of before where sound had to catch up', () =>
    expect(factsOf({ state: 'following', openedMs: -200, closedMs: -60 })[0]?.en).toContain(
      '200 ms after its picture',
    ));
});
