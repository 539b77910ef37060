import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { airtime } from '../../../src/commands/airtime.ts';
import { capacityText } from '../../../src/commands/calibrate.ts';
import { catalog } from '../../../src/commands/catalog.ts';
import { check } from '../../../src/commands/check.ts';
import { doctorText } from '../../../src/commands/messages/doctor-phrases.ts';
import type { MachineCapacity } from '../../../src/model/result/machine-capacity.ts';
import { inProcess } from '../in-process.ts';

const COMMANDS = resolve(import.meta.dirname, '../../../src/commands');
/** Three English words in a row that are not in a command, a name or a source. */
const SENTENCE = /(?<![\w`/.:-])[A-Za-z][a-z]+ [a-z]+ [a-z]+(?![\w-])/;

/** Lines of a Chinese output in which somebody would read an English sentence. Labels of the catalog stand in both languages; references stay in their own. */
const englishLines = (text: string) =>
  text.split('\n').filter((line) => SENTENCE.test(line) && !/\p{Script=Han}/u.test(line) && !/^ *\[/.test(line));

describe('no command prints a sentence past the catalogue', () => {
  const files = readdirSync(COMMANDS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

  it.each(files)('%s', (file) => {
    const source = readFileSync(join(COMMANDS, file), 'utf8');
    const printed = [...source.matchAll(/terminal\.(?:print|log|status\?\.)\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/gs)];
    const sentences = printed
      .map(([, , text = '']) => text.replace(/\$\{[^{}]*\}/g, ''))
      .filter((text) => SENTENCE.test(text));
    expect(sentences).toEqual([]);
  });
});

describe('in Chinese', () => {
  it.each([[[]], [['jakarta']], [['mobile']], [['direct']], [['4g']]])(
    'catalog %j has no English sentence',
    async (words) => {
      const { out } = await inProcess(catalog, { words, with: [], json: false }, 200, 'zh');
      expect(out).toMatch(/\p{Script=Han}/u);
      expect(englishLines(out)).toEqual([]);
    },
  );

  it('airtime has none', async () => {
    const { out } = await inProcess(airtime, { scenario: undefined, date: '2026-11-27', json: false }, 200, 'zh');
    expect(out).toContain('中国时间 2026-11-27');
    expect(out).toMatch(/其余 mobile-good/);
    expect(englishLines(out)).toEqual([]);
  });

  it('check has none, nor its warnings', async () => {
    const { out, log } = await inProcess(check, { scenario: 'quickstart', json: false }, 200, 'zh');
    expect(out).toMatch(/1 轮，在本机上/);
    expect(englishLines(`${out}\n${log}`)).toEqual([]);
  });

  it('a calibration has none', () => {
    const picture = { codec: 'h264', width: 1280, height: 720, fps: 30, bitrateBps: 2e6 } as const;
    const point = { viewers: 3, busyFraction: 0.5, stealFraction: 0, worstTimerMs: 9, carried: true, signals: [] };
    const text = capacityText(
      {
        ...{ picture, carries: 3, measuredAt: '2026-11-30T00:00:00Z', load: { sendingCores: 0.2, viewerCores: 0.1 } },
        machine: { cpus: 2 },
        points: [point, { ...point, viewers: 6, carried: false }],
      } as unknown as MachineCapacity,
      200,
      'zh',
    );
    expect(text.join('\n')).toContain('本机可承载 3 位观众');
    expect(text.join('\n')).toContain('以 1/2 速度时');
    expect(englishLines(text.join('\n'))).toEqual([]);
  });
});

test('what doctor finds of itself has Chinese: every literal of its findings', () => {
  const sources = [
    'machine/diagnose-machine.ts',
    '../network/backends/tun/probe.ts',
    '../network/backends/netem/probe.ts',
  ];
  const literals = sources.flatMap((file) =>
    [
      ...readFileSync(join(COMMANDS, file), 'utf8').matchAll(
        /(?:subject|found|advice|why): (?:root \? )?(['`])((?:(?!\1).)*)\1/g,
      ),
    ].map(([, , text = '']) =>
      text.replace(/\$\{readPrivilege\(\)\}/, 'root').replace(/\$\{TUN_FILE\}/, '/dev/net/tun'),
    ),
  );
  const sentences = literals
    .map((text) => text.replace(/\$\{[^}]*\}/g, '7'))
    .filter((text) => /[a-z]{3} [a-z]{2}/.test(text));
  expect(sentences.length).toBeGreaterThan(10);
  expect(sentences.filter((text) => !/\p{Script=Han}/u.test(doctorText(text).zh))).toEqual([]);
});
