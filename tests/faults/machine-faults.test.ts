import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { counterSteps } from '../../src/metrics/series/counters.ts';
import { overlapMs } from '../../src/metrics/series/span.ts';
import { encodedVideo } from '../../src/metrics/series/stats-reports.ts';
import type { RecordedTake } from '../../src/model/recording/recorded-take.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { createLineParser } from '../../src/recording/parse-line.ts';
import { readRecording } from '../../src/recording/reader.ts';
import { moments } from '../../src/report/timeline/moments.ts';
import { HOST_SIGNALS, isRoot, namespaces, scratchDirectory, untilUndisturbed } from '../e2e/longhaul.ts';
import { itFault } from '../it-long.ts';
import { mean, readingOf, sum } from './reading.ts';
import { type FaultInjection, type FaultyRehearsal, rehearseWithFaults, starve } from './rehearse-with-faults.ts';
import { faultyScenario, LINE } from './scenario.ts';

/** When what begins and ends, in seconds of the window; far enough apart that none is seen in the next. */
const SLOW = [2, 5] as const;
const STARVED = [7, 9] as const;
const KILLED_AT = 11;
const HOGGED = [13, 15.5] as const;
const RELOADED_AT = 18;
const ORIGIN_KILLED_AT = 21;
/** Seconds in which nothing is wrong, nor has just been. */
const QUIET = [0, 1, 6, 10, 12, 17];
const SLOW_FPS = 10;

const scenario = faultyScenario({
  ...{ name: 'machine-faults', seconds: 24 },
  regions: [`near, ${LINE}`, `starved, ${LINE}`, `gone, ${LINE}`],
});

async function disturb({ publisher, at, pidsOn }: FaultInjection): Promise<void> {
  await at(SLOW[0]);
  await publisher.slowTo(SLOW_FPS);
  await at(SLOW[1]);
  await publisher.slowTo(0);
  await at(STARVED[0]);
  await starve(await pidsOn('starved-1'), (STARVED[1] - STARVED[0]) * 1000);
  await at(KILLED_AT);
  for (const pid of await pidsOn('gone-1')) process.kill(pid, 'SIGKILL');
  await at(HOGGED[0]);
  await hogEveryCore((HOGGED[1] - HOGGED[0]) * 1000);
  await at(RELOADED_AT);
  await publisher.reload();
  await at(ORIGIN_KILLED_AT);
  for (const pid of await pidsOn('origin')) process.kill(pid, 'SIGKILL');
}

async function hogEveryCore(ms: number): Promise<void> {
  const hogs = [...cpus(), ...cpus()].map(() => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
  onTestFinished(() => hogs.forEach((hog) => void hog.kill('SIGKILL')));
  await sleep(ms);
  for (const hog of hogs) hog.kill('SIGKILL');
}

/** A neighbour's doing: alarms of the machine while we left it alone. */
function neighbours({ result, talk }: FaultyRehearsal): string | undefined {
  if (!talk.includes('measuring for')) return `the window never opened: ${talk}`;
  const { spoiltBy } = readingOf(result);
  const alarms = QUIET.filter((second) => spoiltBy(second).length > 0).map(
    (second) => `second ${second}: ${spoiltBy(second).join(', ')}`,
  );
  return alarms.length === 0 ? undefined : alarms.join('; ');
}

/** Frames, from the encoder's own counter; its samples do not fall on the seconds' edges. */
function encodedIn({ publisher, window }: RecordedTake, from: number, to: number): number {
  const openedMs = window?.fromMs ?? Number.NaN;
  const span = { fromMs: openedMs + from * 1000, toMs: openedMs + to * 1000 };
  const query = { fields: ['framesEncoded'], rising: 'framesEncoded', select: encodedVideo } as const;
  const steps = counterSteps(publisher.stats, query);
  return sum(steps.map((step) => (step.counted.framesEncoded * overlapMs(step, span)) / (step.toMs - step.fromMs)));
}

function linesOf(directory: string): RecordLine[] {
  const [name = ''] = readdirSync(join(directory, 'recordings'));
  const lines = readFileSync(join(directory, 'recordings', name), 'utf8')
    .trim()
    .split('\n');
  const { parse } = createLineParser();
  return lines.flatMap((text): readonly RecordLine[] => {
    const parsed = parse(text);
    return parsed.type === 'line' ? [parsed.line] : [];
  });
}

describe.skipIf(!isRoot)('faults of the machine and of what runs on it', () => {
  itFault(
    'void the take, each by its own name and in its own seconds, and none by the network’s',
    {
      timeout: 600_000,
    },
    async () => {
      const directory = scratchDirectory(onTestFinished);
      const attempt = (count: number) => rehearseWithFaults(directory, `attempt-${count}`, scenario, disturb, '1');
      const { code, result, directory: out } = await untilUndisturbed(attempt, neighbours);
      const { take, course, number, stuck, spoiltBy } = readingOf(result);
      const recorded = await readRecording(join(out, take.recording));
      /** Viewers saw what the encoder made in these seconds (it skips after a scene cut): all but a frame at each edge. */
      const expectAllSeen = (region: string, from: number, to: number) => {
        const latencyS = number(region, 'latency') / 1000;
        const encoded = encodedIn(recorded, from - latencyS, to - latencyS);
        expect(encoded / (to - from), `encoded in seconds ${from} to ${to}`).toBeGreaterThan(24);
        expect(sum(course(region, 'frameRate', from, to)), `${region}, of ${encoded}`).toBeGreaterThan(encoded - 2.5);
      };
      const spoiltWithin = ([from, to]: readonly [number, number]) =>
        new Set(Array.from({ length: to - from }, (_, n) => spoiltBy(from + n)).flat());

      expect([code, result.outcome]).toEqual([3, 'invalid']);
      const reason = new Map(result.invalidReasons.map((each) => [each.signal, each.reason]));
      expect([...reason.keys()].filter((signal) => /^network|^no-media|^shaper-dropped/.test(signal))).toEqual([]);

      // A source at a third of its rate: every viewer gets that (less what the encoder skips), nothing of it is lost on the
      // way, and nobody stutters.
      expect([...spoiltWithin(SLOW)]).toEqual(['generator-late']);
      const pictures = (take.source ?? []).slice(SLOW[0] + 1, SLOW[1]).map(({ newPictures }) => newPictures);
      for (const made of pictures) {
        expect(made, `${pictures}`).toBeGreaterThanOrEqual(SLOW_FPS * 0.75);
        expect(made, `${pictures}`).toBeLessThanOrEqual(SLOW_FPS + 1);
      }
      for (const region of ['near', 'starved', 'gone']) {
        const seen = course(region, 'frameRate', SLOW[0] + 1, SLOW[1]);
        expect(mean(seen), `${region}: ${seen} of ${pictures}`).toBeLessThanOrEqual(mean(pictures) + 1);
        expect(mean(seen), `${region}: ${seen} of ${pictures}`).toBeGreaterThan(mean(pictures) * 0.6);
        expect(stuck(region, 0, STARVED[0]), region).toBe(0);
      }
      expect(number('near', 'publisherFrameSkips')).toBeGreaterThan((2 / 3) * (3 / 24) * 0.9);
      expect(number('near', 'networkFrameLoss')).toBeLessThan(0.02);

      // One viewer without CPU: named itself, the others untouched.
      expect(spoiltWithin(STARVED)).toContain('viewer-timer-late');
      expect(reason.get('viewer-timer-late')).toMatch(/a timer of (starved|near)-1/);
      expectAllSeen('near', ...STARVED);
      for (const { facts } of moments(result, take, 'starved').filter(({ fromMs }) => fromMs < KILLED_AT * 1000))
        expect(facts.map(({ en }) => en)).toEqual(['the machine may have spoilt it']);

      // A viewer that died: by name, and nobody else stands still.
      expect(reason.get('crashed')).toContain('gone-1 (the browser ended)');
      expect(mean(course('gone', 'frameRate', KILLED_AT + 1, 13))).toBe(0);
      expectAllSeen('near', KILLED_AT, 13);
      expect(stuck('near', KILLED_AT, 13)).toBe(0);

      // Every core taken: the machine is named.
      expect(spoiltWithin([13, 15])).toContain('host-busy');
      for (const signal of spoiltWithin([13, 15])) expect(signal).toMatch(HOST_SIGNALS);

      // The publisher's page anew: nobody makes pictures any more.
      expect(reason.get('crashed')).toContain('publisher (its page was reloaded)');
      const last = moments(result, take, 'near').at(-1);
      expect(last?.toMs).toBeGreaterThanOrEqual((ORIGIN_KILLED_AT - 1) * 1000);
      expect(last?.facts[0]?.en).toMatch(/^the source itself gave no new picture for/);
      expect(last?.facts.filter(({ en }) => /haul|access|first mile/.test(en))).toEqual([]);

      // The origin gone: the take ends there, and all of it up to then is kept.
      expect(reason.get('crashed')).toMatch(/origin \(the origin's process ended \(SIGKILL\)/);
      expect(reason.has('recording-cut-short')).toBe(true);
      const lines = linesOf(out);
      expect(lines.at(-1)).toMatchObject({ type: 'end', reason: 'failed' });
      expect(lines.filter(({ type }) => type === 'frames-seen').length).toBeGreaterThan(2 * ORIGIN_KILLED_AT);
      expect(namespaces().filter((each) => each.includes(`lh-${process.pid}x`))).toEqual([]);
    },
  );
});
