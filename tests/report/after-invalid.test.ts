import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/result/result.ts';
import { nextCommand } from '../../src/report/facts/next-command.ts';
import { hostNote, hostSentence } from '../../src/report/messages/machine-words.ts';
import { invalidResult, notReadyResult, slowedInvalidResult } from './sample-result.ts';

const second = (busyFraction?: number, stealFraction?: number) => ({
  second: 0,
  ...(busyFraction !== undefined && { busyFraction }),
  ...(stealFraction !== undefined && { stealFraction }),
});

describe('the load of the machine', () => {
  it('is one sentence with the known numbers', () => {
    const en = (...host: ReturnType<typeof second>[]) => hostSentence({ host })?.en;
    expect(en(second(0.9, 0), second(0.96, 0.01))).toBe('Meanwhile this machine’s CPUs were 93 % busy on average.');
    expect(en(second(0.6, 0.12))).toBe(
      'Meanwhile this machine’s CPUs were 60 % busy on average, and other machines took 12 % of their time.',
    );
    expect(en(second(undefined, 0.12))).toBe('Meanwhile other machines took 12 % of this machine’s CPU time.');
    expect(en(second(undefined, 0.01))).toBeUndefined();
    expect(en()).toBeUndefined();
    expect(hostSentence({ host: [second(0.6, 0.12)] })?.zh).toBe(
      '其间本机 CPU 平均占用率为 60%，另有 12% 的 CPU 时间被其他虚拟机占用。',
    );
  });

  it('is that of the worst invalid take only', () => {
    const [take] = invalidResult().takes;
    if (take === undefined) throw new Error('the sample has a take');
    const invalid = (busyFraction: number) => ({ ...take, host: [second(busyFraction, 0)] });
    const takes = [invalid(0.4), invalid(0.7), { ...invalid(0.99), outcome: 'ready' as const }];
    const { invalidReasons } = invalidResult();
    expect(hostNote({ takes, invalidReasons })?.en).toContain('70 % busy');
    expect(hostNote(notReadyResult())).toBeUndefined();
    const nothing = [{ signal: 'nothing-judged', reason: '', advice: '' }];
    expect(hostNote({ takes, invalidReasons: nothing })).toBeUndefined();
  });
});

describe('the command to try next', () => {
  const next = (signal: string, result: Result = slowedInvalidResult(), file?: string) =>
    nextCommand({ ...result, invalidReasons: [{ signal, reason: '', advice: '' }] }, file);
  const at = (mostFactor: number): Result => {
    const result = slowedInvalidResult();
    return {
      ...result,
      takes: result.takes.map((take) => ({ ...take, ...(take.pace && { pace: { ...take.pace, mostFactor } }) })),
    };
  };

  it('exists for INVALID only', () => expect(nextCommand(notReadyResult())).toBeUndefined());

  it('doubles the slowdown if the machine was late, up to the maximum', () => {
    const factors = [1, 1.4, 1.6, 4, 40, 63.8].map((factor) => next('viewer-timer-late', at(factor)));
    expect(factors).toEqual([
      ...[2, 2, 4, 8, 64].map((factor) => `npx longhaul run scenario.yaml --slow ${factor}`),
      'npx longhaul doctor',
    ]);
    expect(next('encoder-slow-before-window')).toBe('npx longhaul run scenario.yaml --slow 8');
  });

  it('slows what was played in real time, if this machine can', () => {
    const real = invalidResult();
    expect(next('generator-late', real)).toBe('npx longhaul run scenario.yaml --slow 4');
    const mac = real.takes.map((take) => ({ ...take, environment: { platform: 'darwin arm64' } }));
    expect(next('generator-late', { ...real, takes: mac })).toBe('npx longhaul doctor');
    const unknown = real.takes.map((take) => ({ ...take, environment: {} }));
    expect(next('generator-late', { ...real, takes: unknown })).toBe('npx longhaul doctor');
  });

  it('does not slow a media server that longhaul did not start, and restarts one that it did', () => {
    const over = (result: Result): Result => {
      const transport = { whip: { publish: 'http://127.0.0.1:8889/show/whip' } };
      return { ...result, scenario: { ...result.scenario, broadcast: { ...result.scenario.broadcast, transport } } };
    };
    expect(next('viewer-timer-late', over(invalidResult()))).toBe('npx longhaul run scenario.yaml --again 3');
    const clock = { server: 'ntp.example.com:123', offsetMs: 1, errorMs: 2, roundTripMs: 3 };
    const timed = { ...invalidResult(), takes: invalidResult().takes.map((take) => ({ ...take, clock })) };
    expect(next('viewer-timer-late', timed)).toBe('npx longhaul run scenario.yaml --again 3');
    expect(next('viewer-timer-late', over(slowedInvalidResult()))).toBe(
      'npx longhaul run scenario.yaml --slow 8 --with "COMMAND"',
    );
  });

  it('matches the signal', () => {
    expect(next('recording-cut-short')).toBe('npx longhaul run scenario.yaml');
    expect(next('no-take')).toBe('npx longhaul run scenario.yaml');
    expect(next('no-media')).toBe('npx longhaul doctor');
    expect(next('nothing-judged')).toBe('npx longhaul check scenario.yaml');
    expect(nextCommand({ ...invalidResult(), invalidReasons: [] })).toBe('npx longhaul run scenario.yaml');
  });

  it('can be pasted into a shell, whatever the name of the file', () => {
    expect(next('no-data', undefined, 'shows/a b.yaml')).toBe("npx longhaul run 'shows/a b.yaml'");
    expect(next('no-data', undefined, "it's; rm.yaml")).toBe("npx longhaul run 'it'\\''s; rm.yaml'");
    expect(next('no-data', undefined, '../2026-11-27_show+1.yaml')).toBe('npx longhaul run ../2026-11-27_show+1.yaml');
  });
});
