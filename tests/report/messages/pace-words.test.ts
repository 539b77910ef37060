import { describe, expect, it } from 'vitest';
import { speedText } from '../../../src/lib/speed-text.ts';
import type { HostSecond, Result, TakePace, TakeResult } from '../../../src/model/result/result.ts';
import { paceNotes, speedOf } from '../../../src/report/messages/pace-words.ts';
import { oldResult, readyResult, slowedResult } from '../sample-result.ts';

const [ready] = readyResult().takes;
if (ready === undefined) throw new Error('the sample has a take');

const pace = (more: Partial<TakePace> = {}): TakePace => ({
  ...{ meanFactor: 1, leastFactor: 1, mostFactor: 1, stoodStillMs: 0, replacedSeconds: 0, playedMs: 20_000, ...more },
});
const at = (factor: number) => pace({ leastFactor: factor, mostFactor: factor, meanFactor: factor });
const host = (busyFraction: number, stealFraction = 0): HostSecond[] =>
  [-0.05, 0.05].map((off, second) => ({ second, busyFraction: busyFraction + off, stealFraction }));
const take = (more: Partial<TakeResult> = {}): TakeResult => ({ ...ready, pace: at(3), host: host(0.5), ...more });
const said = (...takes: TakeResult[]) => paceNotes({ takes }).map(({ en }) => en);
const saidZh = (...takes: TakeResult[]) => paceNotes({ takes }).map(({ zh }) => zh);

describe('a factor in words', () => {
  it('is a fraction with sensible digits', () => {
    expect([1, 1.58, 2, 3.04, 9.94, 9.96, 12.4, 64].map(speedText)).toEqual([
      '1/1',
      '1/1.6',
      '1/2',
      '1/3',
      '1/9.9',
      '1/10',
      '1/12',
      '1/64',
    ]);
  });

  it('is a range if it changed, but not if it only fluctuated', () => {
    const en = (...paces: TakePace[]) => speedOf(paces).en;
    expect(en(pace({ leastFactor: 1.6, mostFactor: 4 }))).toBe('1/1.6 to 1/4');
    expect(en(at(1.6), at(4))).toBe('1/1.6 to 1/4');
    expect(en(pace({ leastFactor: 2.9, mostFactor: 3.1 }))).toBe('1/3');
    expect(en(pace({ mostFactor: 3 }))).toBe('1/3 to all');
    expect(speedOf([pace({ mostFactor: 3 })]).zh).toBe('1/3 至 1');
    expect(en(pace({ mostFactor: 1.04 }))).toBe('its own');
    expect(speedOf([at(1.6), at(4)]).zh).toBe('1/1.6 至 1/4');
  });
});

describe('the pace of takes', () => {
  it('is not mentioned if nothing was slowed or recorded', () => {
    expect(said(take({ pace: pace({ mostFactor: 1.04, stoodStillMs: 100 }), host: host(0.95) }))).toEqual([]);
    expect(paceNotes(readyResult())).toEqual([]);
    expect(paceNotes(oldResult())).toEqual([]);
  });

  it('is given with its known cause', () => {
    const end = 'all times are the stream’s own.';
    expect(said(take({ host: host(0.93) }))).toEqual([
      `Played at 1/3 of its speed, because this machine was busy; ${end}`,
    ]);
    expect(said(take({ host: host(0.6, 0.118) }))).toEqual([
      `Played at 1/3 of its speed, because 12 % of this machine’s CPU time was taken by other machines; ${end}`,
    ]);
    const keepsUp = [`Played at 1/3 of its speed, so that this machine keeps up; ${end}`];
    expect(said(take({ host: host(0.88, 0.02) }))).toEqual(keepsUp);
    expect(said(take({ host: [{ second: 0 }] }))).toEqual(keepsUp);
  });

  it('is given in Chinese too', () => {
    const end = '所有时间均为直播自身的时间。';
    expect(saidZh(take({ host: host(0.93) }))).toEqual([`因本机繁忙，彩排以 1/3 倍速进行；${end}`]);
    expect(saidZh(take({ host: host(0.6, 0.118) }))).toEqual([
      `因本机 12% 的 CPU 时间被其他虚拟机占用，彩排以 1/3 倍速进行；${end}`,
    ]);
    expect(saidZh(take())).toEqual([`为使本机跟得上，彩排以 1/3 倍速进行；${end}`]);
  });

  it('mentions a machine that was paused, and that nothing was lost only if nothing was', () => {
    const held = pace({ stoodStillMs: 3000 });
    const waited = 'The machine did not respond for 3.0 s in total; the stream’s clock waited';
    expect(said(take({ pace: held }))).toEqual([`${waited}, nothing was lost.`]);
    expect(saidZh(take({ pace: held }))).toEqual(['本机累计 3.0 s 无响应，其间直播时钟一同暂停，无任何数据丢失。']);
    expect(said(take({ pace: held, invalidSeconds: [{ second: 3, signals: ['unobserved'] }] }))).toEqual([
      `${waited}.`,
    ]);
    expect(said(take({ pace: { ...held, replacedSeconds: 2 } }))).toEqual([
      `${waited}.`,
      '2 s that the machine spoilt were replayed at the end.',
    ]);
    expect(said(take({ pace: pace({ replacedSeconds: 1 }) }))).toEqual([
      '1 s that the machine spoilt was replayed at the end.',
    ]);
  });

  it('is given once for all takes that are alike, else by seed', () => {
    const busy = (seed: number, factor: number) => take({ seed, pace: at(factor), host: host(0.95) });
    expect(said(busy(1, 1.6), busy(2, 4))).toEqual([
      'Played at 1/1.6 to 1/4 of its speed, because this machine was busy; all times are the stream’s own.',
    ]);
    const mixed = [busy(1, 2), take({ seed: 2, pace: pace() }), busy(3, 2), take({ seed: 4 })];
    expect(said(...mixed)).toEqual([
      'Seed 1, 3: Played at 1/2 of its speed, because this machine was busy; all times are the stream’s own.',
      'Seed 4: Played at 1/3 of its speed, so that this machine keeps up; all times are the stream’s own.',
    ]);
    expect(saidZh(...mixed)[0]).toMatch(/^种子 1、3：因本机繁忙/);
  });

  it('names the variants of the takes that are alike', () => {
    const [base, low] = [{ variant: 'base' }, { variant: 'low' }];
    const slowed = [take({ seed: 1, ...base }), take({ seed: 2, ...base }), take({ seed: 1, ...low })];
    const takes = [...slowed, take({ seed: 2, ...low, pace: pace() })];
    expect(said(...takes)[0]).toMatch(/^Seed 1, 2 \(base\); 1 \(low\): Played/);
    expect(saidZh(...takes)[0]).toMatch(/^种子 1、2（base）；1（low）：/);
  });

  it('adds up all takes', () => {
    const result: Result = slowedResult();
    expect(said(...result.takes).slice(1)).toEqual([
      'The machine did not respond for 6.0 s in total; the stream’s clock waited.',
      '1 s that the machine spoilt was replayed at the end.',
    ]);
  });
});
