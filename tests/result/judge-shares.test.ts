import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/lib/errors.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { judgeShares } from '../../src/result/judge-shares.ts';
import { decideValidity } from '../../src/verdict/validity/check-validity.ts';
import { joinFindings } from '../../src/verdict/validity/findings.ts';
import { buildLines, secondOf } from '../build-recording.ts';

const VIEWERS = [1, 2, 3, 4, 5].map((place) => ({ id: `sea-sg-${place}`, region: 'sea-sg' }));

/** Edits a recording so that each viewer differs, and the last one has the last line. */
function troubled(line: RecordLine): RecordLine | undefined {
  if (line.type === 'frames-seen') {
    const second = secondOf(line);
    const isLate = line.viewer !== 'sea-sg-3' && second >= 5 && second < 8;
    return { ...line, timerLateP99Ms: isLate ? 90 + Number(line.viewer.slice(-1)) : 3 };
  }
  if (line.type === 'stats' && line.participant === 'sea-sg-2' && secondOf(line) > 10) return undefined;
  if (line.type === 'stats' && line.participant === 'sea-sg-5') return { ...line, atMs: line.atMs + 400 };
  return line;
}

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'longhaul-shares-'));
  file = join(directory, 'take.ndjson');
  const latencyOf = (madeAt: number, viewer: string) => {
    if (viewer === 'sea-sg-4') return undefined;
    return viewer === 'sea-sg-1' && madeAt > 12_000 && madeAt < 14_000
      ? undefined
      : 100 + 10 * Number(viewer.slice(-1));
  };
  const recorder = createRecorder(file);
  for (const line of buildLines({ viewers: VIEWERS, latencyOf, edit: troubled })) recorder.write(line);
  recorder.close();
});
afterEach(() => rmSync(directory, { recursive: true }));

async function judgedIn(count: number) {
  const { take, judged } = await judgeShares(file, 1, count);
  const findings = joinFindings(judged.map((share) => share.findings));
  const { links: _, origin: __, ...common } = take;
  return {
    take: common,
    links: new Map(judged.flatMap(({ links }) => links).map((each) => [each.link, each])),
    viewers: judged.flatMap(({ viewers }) => viewers),
    measured: judged.flatMap(({ measured }) => measured),
    validity: decideValidity(take, findings),
    seenAgain: judged.flatMap(({ seenAgain }) => seenAgain),
  };
}

describe('a recording judged in shares', () => {
  it.each([2, 3, 7])('gives in %i shares the same result as in one', async (count) => {
    const whole = await judgedIn(1);
    expect(await judgedIn(count)).toEqual(whole);
    expect([...whole.links.keys()]).toEqual(whole.take.header.topology.links.map(({ id }) => id));
    expect(whole.measured.map(({ viewer }) => viewer)).toEqual(VIEWERS.map(({ id }) => id));
    const told = whole.validity.reasons.map(({ reason }) => reason).join(' ');
    expect(told).toContain('sea-sg-4 saw no frame');
    expect(told).toContain('sea-sg-2 for ');
    expect(told).toContain(
      'In 3 of 30 measured seconds (at most 5 %): at worst a timer of sea-sg-5 was 95 ms late at p99 (at most 40 ms)',
    );
  });

  it('ends where the whole ends, also when its last line is of another share', async () => {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.pop()).toContain('"end"');
    writeFileSync(file, lines.join('\n'));
    const whole = await judgedIn(1);
    expect(lines.at(-1)).toContain(`,${whole.take.lastAtMs},`);
    expect(await judgedIn(2)).toEqual(whole);
  });

  it('counts each torn line once, whoever it is of', async () => {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const torn = lines.map((line, place) => (place > 100 && place % 40 === 0 ? line.slice(0, -3) : line));
    writeFileSync(file, torn.join('\n'));
    const whole = await judgedIn(1);
    expect(whole.take.tornLines).toBeGreaterThan(10);
    expect(await judgedIn(5)).toEqual(whole);
  });

  it('refuses a file that is no recording', async () => {
    await expect(judgeShares(join(directory, 'none.ndjson'), 1, 3)).rejects.toBeInstanceOf(InputError);
    writeFileSync(file, 'scenario: jakarta\n');
    await expect(judgeShares(file, 1, 3)).rejects.toBeInstanceOf(InputError);
  });
});
