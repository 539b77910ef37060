import { describe, expect, it } from 'vitest';
import { INPUT_PHRASES, problemPart, warningText } from '../../../src/commands/messages/input-phrases.ts';
import { vocabulary } from '../../../src/verdict/vocabulary.ts';
import { loadText, problemsOf, RIGHT, spoilt } from '../../scenario/load-text.ts';

/** Texts of other kinds of mistakes each; what is between quotes, braces or backticks is code in either language. */
const MISTAKES = [
  spoilt('duration: 20s', 'duration：20s'),
  spoilt('duration: 20s', 'duration:20s'),
  spoilt('duration: 20s', 'dura\u200btion: 20s'),
  spoilt('access: fixed', 'access: *line'),
  spoilt('access: fixed', 'access: &l {queue: *l}'),
  spoilt('local', '!env X'),
  spoilt('{region: sea-sg, access: fixed}', '{<<: {region: sea-sg}, access: fixed}'),
  `${RIGHT}---\nname: second\n`,
  spoilt('  - {region', '\t- {region'),
  spoilt('access: fixed', 'access: {loss: 1, jitter: 5, burst: 0, queue: 3, mtu: 9000, trace: 5, down: 2 MB/s}'),
  spoilt('access: fixed', 'access: {rtt: 20 m, delay: 3, cycle: 5, schedule: 5, blackouts: 5, crossTraffic: 5}'),
  spoilt(
    'access: fixed',
    'access: {down: 2 Mbps, queue: 1 B, crossTraffic: [{kind: tcp, way: down, rate: 1 Mbps, for: 2 s}]}',
  ),
  spoilt('access: fixed', 'access: {trace: none.csv}'),
  spoilt('access: fixed', 'access: fixed, id: a b, device: 5, zone: CST, viewers: x'),
  spoilt('source: presenter', 'source: {file: none.mp4}\n  audio: {codec: aac, channels: 3, red: yes}'),
  spoilt('2 Mbps}', '2 Mbps, fec: true, simulcast: 3, sourceSize: 10x10}'),
  `${RIGHT}events: [{at: 1 s, for: 1 s}, {at: 1 s, for: 1 s, haul: x, firstMile: true, hold: true, rate: 1 Mbps}]\n`,
  `${RIGHT}slow: 0\ntimeServer: 5\nairtime: 20:00\nvariants: {base: {}}\ncatalog: 5\nseeds: 5\nladder: 5\n`,
  spoilt('{stutterRate: "< 3 %"}', '{latency: ["< 1 s", "< 2 s"], frameRate: "> x", stutterRate: {good: 1}}'),
  'name: a/b\n',
  '- a\n',
  'name: 2026\nregions: {}\nbroadcast: 5\n',
];

describe('what is said of a scenario’s mistakes', () => {
  it.each(MISTAKES.map((text, n) => [n, text] as const))('is said in Chinese too: %i', async (_, text) => {
    const problems = await problemsOf(text, vocabulary);
    expect(problems.length).toBeGreaterThan(0);
    for (const part of problems.flatMap(({ expected, got, hint }) => [expected, got, hint ?? ''])) {
      const prose = problemPart(part)
        .zh.replace(/"[^"]*"|`[^`]*`|\{.*\}|\[.*\]|（.*?）|[/\w-]*\.\w+/g, '')
        .replace(/[A-Za-z]*[\d=<>_&*][\w-]*/g, '');
      if (/\p{Script=Han}/u.test(prose)) expect(prose, part).not.toMatch(/(?:[a-z]{2,} ){2}/);
      else expect(prose, part).not.toMatch(/[a-z]{4,} [a-z]{2,}/);
    }
  });

  it('and of what is probably not meant', async () => {
    const text = spoilt('access: fixed', 'access: {down: 999 Gbps, blackouts: [{at: 30 s, for: 1 s}]}');
    const { warnings } = await loadText(text);
    expect(warnings.map((warning) => warningText(warning).zh.replace(/^.*yaml:/, ''))).toEqual([
      '9: regions[0].access: 可承载 999000 Mbps：没有这么宽的线路，单位是否写对？',
      '9: regions[0].access.blackouts[0].at: 不会发生：测量到 20 s 时已结束',
    ]);
  });
});

it('has each pattern once: a second one would never count', () => {
  const patterns = INPUT_PHRASES.map(([pattern]) => String(pattern));
  expect(patterns.filter((pattern, i) => patterns.indexOf(pattern) < i)).toEqual([]);
});
