import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { evidenceText } from '../../../src/report/messages/evidence-phrases.ts';
import { SIGNALS } from '../../../src/verdict/validity/registry.ts';
import type { Signal } from '../../../src/verdict/validity/signal.ts';

const SIGNAL_FILES = join(import.meta.dirname, '../../../src/verdict/validity/signals');

it.each(Object.values<Signal>(SIGNALS).filter(({ bounds }) => Object.keys(bounds).length > 0))(
  '$id says its bound beside the number that is beyond it',
  ({ id }) => expect(readFileSync(join(SIGNAL_FILES, `${id}.ts`), 'utf8')).toMatch(/\$\{(atMost|atLeast)\(|\$\{most\}/),
);

/** Each reason with a bound, whole: how signals write it, and its Chinese. */
const REASONS = {
  'In 9 of 20 measured seconds (at most 5 %): at worst the origin was 41 ms late at p99 (at most 20 ms).':
    '测量的 20 秒中有 9 秒（上限 5%），最差：源站晚了 41 ms（p99）（上限 20 ms）。',
  "In 3 of 9 s between the first join and the measured time (at most 20 %): at worst the emulated network delivered packets 12 ms late at p99 (at most 5 ms). The viewers' buffers may still be swollen by it.":
    '首位观众进入至测量开始的 9 秒中有 3 秒（上限 20%），最差：模拟网络晚投递了 12 ms（p99）（上限 5 ms）。观众的缓冲可能仍因此偏大。',
  'In 2 of 30 measured seconds (at most 5 %): at worst the encoder took 30 ms for a frame (at most 25 ms), with one due every 33 ms.':
    '测量的 30 秒中有 2 秒（上限 5%），最差：编码一帧用了 30 ms（上限 25 ms），而每 33 ms 就有一帧。',
  'Not observed during the measured time: the host for 30.0 s: 100 % (at most 5 %), sea-sg-1 for 3.0 s: 10 % (at most 5 %).':
    '测量时段内未被观测到：本机 30.0 s，占 100%（上限 5%）、sea-sg-1 3.0 s，占 10%（上限 5%）。',
  'Latencies are wrong: the clock of sea-sg-1 is 38 ms ahead (at most 5 ms).':
    '延迟数值不准：sea-sg-1 的时钟快了 38 ms（上限 5 ms）。',
  "The scenario asks for 10 keyframes in the measured time; the publisher's encoder made: 3 (at least 7).":
    '场景要求测量时段内有 10 个关键帧；推流端编码器生成：3（下限 7）。',
  "20.0 of the clip's 30.0 pictures a second were sent: 67 % (at least 80 %).":
    '素材每秒 30.0 帧，只发出了 20.0 帧，占 67%（下限 80%）。',
  'The publisher encoded 12.0 frames a second instead of 30 (at least 75 %), and the first mile shows no cause for it.':
    '推流端每秒编码 12.0 帧，应为 30 帧（下限 75%），而推流首段并无原因。',
  'The origin counted 400 lost packets (at most 52) on the first mile, whose links counted 40.':
    '源站统计到推流首段丢包 400 个（上限 52），而链路统计为 40 个。',
  'sea-sg-1: 2.0 % of the frames had a time code that could not be read (at most 1 %).':
    'sea-sg-1：2.0% 的帧时间码无法读取（上限 1%）。',
};

it.each(Object.entries(REASONS))('%s', (en, zh) => expect(evidenceText(en)).toEqual({ en, zh }));
