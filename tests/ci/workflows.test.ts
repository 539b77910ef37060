import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { TakeResult } from '../../src/model/result/result.ts';
import { resultText } from '../../src/report/formats/json-report.ts';
import { RECORDINGS, recordingName } from '../../src/result/rehearsal-directory.ts';
import { buildLines } from '../build-recording.ts';
import { BROADCAST, resultOf, takeOf } from '../verdict/compare/takes.ts';
import { runScript, runSteps, type Step } from './run-workflow.ts';

const read = (path: string) => parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const GATE = `name: gate
duration: 5s
seeds: [1, 2, 3, 4]
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
variants: {low: {video: {bitrate: 500 kbps}}}
regions: [{region: sea-sg, access: fixed}]
`;

const answers = mkdtempSync(join(tmpdir(), 'longhaul-ci-answers-'));
afterAll(() => rmSync(answers, { recursive: true }));

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-ci-'));
  mkdirSync(join(scratch, 'work'));
  writeFileSync(join(scratch, 'work', 'gate.yaml'), GATE);
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** Left by the stand-in for `run`: a rehearsal whose variant stutters so much, in as many seeds. */
function recorded(stutterRate: number, more: Partial<TakeResult> = {}, count = 6): void {
  mkdirSync(join(scratch, 'recorded', 'whole'), { recursive: true });
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  const takes = seeds.flatMap((seed) => [
    takeOf(seed, [{ stutterRate: 0.01, frameRate: 30 }], { variant: 'base' }),
    takeOf(seed, [{ stutterRate, frameRate: 30 }], { variant: 'low', ...more }),
  ]);
  const result = resultOf(takes, { variants: [{ name: 'low', broadcast: BROADCAST }] });
  writeFileSync(join(scratch, 'recorded', 'whole', 'result.json'), resultText(result));
}

const world = (more: Record<string, string> = {}, baseExit = 0) => ({
  scratch,
  expressions: {
    ...{ 'vars.LONGHAUL_REPOSITORY': 'https://git.example.com/longhaul.git', 'github.token': 'x' },
    ...{ 'github.event.pull_request.number': '7', ...more },
  },
  env: {
    ...{ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(scratch, 'summary.md'), RUNNER_TEMP: join(scratch, 'temp') },
    ...{ GITHUB_ACTION_PATH: join(scratch, 'action'), LONGHAUL_REPOSITORY: 'https://git.example.com/longhaul.git' },
    ...{ STAND_IN_RECORDED: join(scratch, 'recorded'), STAND_IN_EXIT: String(baseExit) },
    STAND_IN_ANSWERS: answers,
    CI_PROJECT_DIR: join(scratch, 'work'),
  },
});

const NOT_READY: Partial<TakeResult> = { outcome: 'not-ready' };
const SPOILT: Partial<TakeResult> = {
  outcome: 'invalid',
  invalidReasons: [{ signal: 'host-busy', reason: 'Busy.', advice: '' }],
};

/** Every workflow that is shipped, as one thing that runs. */
const GATES = {
  'docs/ci/github-actions.yml': (exit: number) =>
    runSteps(read('docs/ci/github-actions.yml').jobs.gate.steps as Step[], world({}, exit)),
  'docs/ci/gitlab-ci.yml': (exit: number) =>
    runScript(read('docs/ci/gitlab-ci.yml')['encoder gate'].script as string[], world({}, exit)),
  'action.yml': (exit: number) => {
    const { inputs, runs } = read('action.yml');
    const defaults = Object.entries(inputs as Record<string, { default?: string }>).map(([name, input]) => [
      `inputs.${name}`,
      input.default ?? 'gate.yaml',
    ]);
    const { log: _, ...cloned } = runSteps([{ run: `git clone x "${join(scratch, 'action')}"` }], world());
    expect(cloned.passed).toBe(true);
    return runSteps(runs.steps as Step[], world(Object.fromEntries(defaults), exit));
  },
};

describe.each(Object.entries(GATES))('every command in %s runs, and the job', (_, gate) => {
  it('passes where the variant is no worse, also where the base is not ready', () => {
    recorded(0.01);
    const { passed, log } = gate(1);
    expect(log).toContain('NO WORSE');
    expect(passed).toBe(true);
    expect(readdirSync(join(scratch, 'work', 'gate'))).toContain('comparison.junit.xml');
  });

  it('fails where the variant is worse', () => {
    recorded(0.2);
    const { passed, log } = gate(0);
    expect(log).toContain('REGRESSED');
    expect(passed).toBe(false);
  });

  it('fails on bad input before anything is compared', () => {
    recorded(0.01);
    writeFileSync(join(scratch, 'work', 'gate.yaml'), GATE.replace('1 Mbps', 'plenty'));
    const { passed, log } = gate(0);
    expect(passed).toBe(false);
    expect(log).toContain('gate.yaml:5');
    expect(existsSync(join(scratch, 'work', 'gate'))).toBe(false);
  });
});

describe('the gate of docs/ci/github-actions.yml', () => {
  it.each([
    ['the variant is no worse and not ready by itself', 'NO WORSE', NOT_READY, 6],
    ['it cannot be told', 'INCONCLUSIVE', {}, 3],
    ['takes were spoilt by the machine', 'INVALID', SPOILT, 6],
  ])('fails where %s, and comments it', (_, outcome, more, seeds) => {
    recorded(0.01, more, seeds);
    // Nothing of the base's was measured, says `run`: that alone decides nothing.
    expect(GATES['docs/ci/github-actions.yml'](3).passed).toBe(false);
    const comment = readFileSync(join(scratch, 'work', 'commented.md'), 'utf8');
    expect(comment.split('\n')[0]).toMatch(new RegExp(`low against base: ${outcome}$`));
  });
});

describe('docs/ci/github-actions-sharded.yml', () => {
  const { jobs } = read('docs/ci/github-actions-sharded.yml');

  /** Plays the parts, each on a machine of its own, then the gate. */
  function runParts(parts: readonly number[]) {
    for (const part of jobs.takes.strategy.matrix.part as number[]) writePart(part);
    for (const part of parts) {
      expect(runSteps(jobs.takes.steps as Step[], world({ 'matrix.part': String(part) }))).toMatchObject({
        passed: true,
      });
      rmSync(join(scratch, 'work', 'out'), { recursive: true });
      rmSync(join(scratch, 'temp'), { recursive: true });
    }
    return runSteps(jobs.gate.steps as Step[], world());
  }

  function writePart(seed: number): void {
    const folder = join(scratch, 'recorded', String(seed), RECORDINGS);
    mkdirSync(folder, { recursive: true });
    for (const [index, variant] of ['base', 'low'].entries()) {
      const lines = buildLines({ seconds: 5 }).map((line) => {
        if (line.type !== 'header') return line;
        const { scenario } = line.take;
        const variants = [{ name: 'low', broadcast: scenario.broadcast }];
        return {
          ...line,
          take: { ...line.take, seed, variant, scenario: { ...scenario, seeds: [1, 2, 3, 4], variants } },
        };
      });
      const text = lines.map((line) => JSON.stringify(line)).join('\n');
      writeFileSync(join(folder, recordingName({ index, seed, variant })), `${text}\n`);
    }
  }

  it('plays every seed once, and compares all of them together', () => {
    const { log } = runParts([1, 2, 3, 4]);
    expect(log).toContain('4 seeds paired');
  });

  it('fails where a part is missing', () => {
    const { passed, log } = runParts([1]);
    expect(passed).toBe(false);
    expect(log).toMatch(/none, or not all, of seed 2, 3, 4/);
  });
});

it('all workflows that are shipped are run here', () => {
  const shipped = readdirSync(new URL('../../docs/ci/', import.meta.url)).map((name) => `docs/ci/${name}`);
  expect([...shipped, 'action.yml'].toSorted()).toEqual(
    [...Object.keys(GATES), 'docs/ci/github-actions-sharded.yml'].toSorted(),
  );
});
