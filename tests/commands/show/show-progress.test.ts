import { afterEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/commands/command.ts';
import { showProgress } from '../../../src/commands/show/show-progress.ts';
import { useRealClocks, wallMs } from '../../../src/lib/clock.ts';
import type { Scenario } from '../../../src/model/scenario/scenario.ts';
import type { ExpectedTime } from '../../../src/pace/expected-time.ts';
import { displayWidth } from '../../../src/report/text/display-width.ts';
import type { Progress, ViewerNow } from '../../../src/take/progress.ts';
import { BROADCAST, REGION } from '../../verdict/compare/takes.ts';

afterEach(() => useRealClocks({ monotonicMs: () => performance.now(), wallMs }));

const SCENARIO: Scenario = {
  ...{ name: 'show', durationMs: 60_000, warmupMs: 10_000, seeds: [1, 2], broadcast: BROADCAST },
  ...{ regions: [{ ...REGION, label: 'Singapore' }], budgets: {} },
};
const EXPECTED: ExpectedTime = { takes: 2, seconds: 160, mostSeconds: 160, factor: 1 };
const VIEWERS: readonly ViewerNow[] = [{ id: 'sea-sg-1', fps: 30, latencyMs: 181.6 }];

/** Sends each event at its real second. Returns the lines of the log, and those of a terminal's status line. */
function shown(
  events: readonly (readonly [realS: number, progress: Progress])[],
  {
    expected,
    isTerminal = false,
    language = 'en',
  }: { expected?: ExpectedTime; isTerminal?: boolean; language?: 'en' | 'zh' } = {},
) {
  let nowMs = 1e6;
  useRealClocks({ monotonicMs: () => nowMs, wallMs });
  const [log, status]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    ...{ print: () => {}, log: (text) => log.push(text), colour: false, width: 80, language },
    status: isTerminal ? (text) => status.push(text) : undefined,
  };
  const onProgress = showProgress(terminal, SCENARIO, expected);
  for (const [realS, progress] of events) {
    nowMs = 1e6 + realS * 1000;
    onProgress(progress);
  }
  for (const line of [...log, ...status].flatMap((text) => text.split('\n')))
    expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  return { log, status };
}

const second = (number: number, more: Partial<Extract<Progress, { type: 'second' }>> = {}): Progress => ({
  ...{ type: 'second', second: number, of: 60, viewers: VIEWERS, ...more },
});

describe('progress', () => {
  it('begins with the scenario and the expected time', () => {
    expect(shown([], { expected: EXPECTED }).log).toEqual([
      'Rehearsing show: H264 1280x720 at 30 fps, 2 Mbps, to Singapore; 2 takes, about',
      '3 min on this machine',
    ]);
    expect(shown([]).log).toEqual(['Rehearsing show: H264 1280x720 at 30 fps, 2 Mbps, to Singapore']);
  });

  it('shows the second of the stream, and elapsed and remaining time in real time', () => {
    const slow = [12, second(3, { factor: 3 })] as const;
    // (60 - 3 + 1.5) * 3 + 1.
    expect(shown([slow], { isTerminal: true }).status).toEqual([
      ' 12.0 s  measuring 3/60 s, about 3 min left of the take\n' +
        '  latency █ 182 ms at worst  frames missing ▁ 0 % at worst\n' +
        '  sea-sg-1 30 fps 182 ms █',
    ]);
    const take: Progress = { type: 'take', index: 0, count: 2, seed: 1 };
    // Add one take of 80 s at factor 1.
    expect(shown([[0, take], slow], { expected: EXPECTED, isTerminal: true }).status[0]?.split('\n')[0]).toBe(
      ' 12.0 s  measuring 3/60 s, about 7 min left',
    );
    expect(shown([[70, second(54)]], { isTerminal: true }).status[0]).toContain('about 10 s left of the take');
  });

  it('uses the last known factor for seconds without one', () => {
    const pace: Progress = { type: 'pace', factor: 10 };
    expect(
      shown(
        [
          [1, pace],
          [2, second(1)],
        ],
        { isTerminal: true },
      ).status[0],
    ).toContain('about 10 min left');
  });

  it('logs every ten seconds of real time, however slow the stream is', () => {
    const begin = [0, { type: 'phase', text: 'measuring for 60 s' }] as const;
    const at = (factor: number) =>
      Array.from({ length: 60 }, (_, i) => [(i + 1) * factor - 0.02, second(i + 1, { factor })] as const);
    const loggedSeconds = (factor: number) =>
      shown([begin, ...at(factor)])
        .log.flatMap((line) => /measuring (\d+)\//.exec(line)?.[1] ?? [])
        .map(Number);
    expect(loggedSeconds(1)).toEqual([10, 20, 30, 40, 50, 60]);
    expect(loggedSeconds(4)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45, 48, 51, 54, 57, 60]);
  });

  it('shows a change of the factor by more than a fifth, once, with its reason if known', () => {
    const factors = [1.2, 1.25, 1.5, 1.2, 1];
    // 1.25 times 0.8 is a fifth less, not more than that.
    expect(shown(factors.map((factor, i) => [i, { type: 'pace', factor }])).log.slice(1)).toEqual([
      "  1.0 s  the stream's clock now goes at 1/1.3",
    ]);
    expect(shown([2, 1].map((factor, i) => [i, { type: 'pace', factor }])).log[2]).toBe(
      "  1.0 s  the stream's clock now keeps real time",
    );
    expect(shown([[1, { type: 'pace', factor: 2, why: 'encoder' }]]).log[1]).toBe(
      "  1.0 s  the stream's clock now goes at 1/2.0 (encoder)",
    );
    const long = 'x'.repeat(100);
    shown([[1, { type: 'pace', factor: 2, why: long }]]);
  });

  it('names the worst viewer in a log that has no room for all', () => {
    const many = Array.from({ length: 12 }, (_, i): ViewerNow => ({ id: `sea-sg-${i + 1}`, fps: 30, latencyMs: 180 }));
    const line = (viewers: readonly ViewerNow[]) =>
      shown([[10, second(5, { viewers })]], { expected: EXPECTED }).log.at(-1);
    expect(line(many.with(6, { id: 'sea-sg-7', fps: 12, latencyMs: 900 }))).toBe(
      ' 10.0 s  measuring 5/60 s, about 60 s left: worst sea-sg-7 12 fps 900 ms',
    );
    expect(line(many.with(3, { id: 'sea-sg-4' }))).toContain('left: worst sea-sg-4 no answer');
    expect(line(many.with(3, { id: 'sea-sg-4', fps: 0 }))).toContain('left: worst sea-sg-4 no new picture');
  });

  it('speaks Chinese', () => {
    const events = [
      [1, { type: 'phase', text: 'starting 4 browsers' }],
      [2, { type: 'take', index: 1, count: 3, seed: 7, variant: 'low', again: 1 }],
      [12, second(3, { factor: 3 })],
    ] as const satisfies Parameters<typeof shown>[0];
    const { log, status } = shown(events, { isTerminal: true, language: 'zh' });
    expect(log).toEqual([
      '开始彩排 show：H264 1280x720，30 fps，2 Mbps，发往 Singapore',
      '  1.0 s  正在启动 4 个浏览器',
      '  2.0 s  第 2/3 轮，种子 7，方案 low，重新运行：上次受本机干扰',
    ]);
    expect(status[0]?.split('\n')[0]).toBe(' 12.0 s  正在测量 3/60 s，本轮剩余约 3 分钟');
  });
});
