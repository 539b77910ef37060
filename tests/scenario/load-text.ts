import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemPart } from '../../src/commands/messages/input-phrases.ts';
import { InputError, type Problem } from '../../src/lib/errors.ts';
import type { MetricInfo } from '../../src/model/result/metric.ts';
import type { Slow } from '../../src/model/scenario/slow.ts';
import type { Vocabulary } from '../../src/model/scenario/vocabulary.ts';
import { type LoadedScenario, loadScenario } from '../../src/scenario/load.ts';

const metric = (
  id: string,
  unit: MetricInfo['unit'],
  shape: MetricInfo['shape'],
  better: MetricInfo['better'],
): MetricInfo => ({ id, label: id, labelZh: id, unit, shape, better, definition: '', source: '' });

export const vocabulary: Vocabulary = {
  metrics: [
    metric('latency', 'ms', 'distribution', 'lower'),
    metric('stutterRate', 'fraction', 'value', 'lower'),
    metric('frameRate', 'fps', 'value', 'higher'),
    metric('videoBitrate', 'bps', 'value', 'higher'),
    metric('freezeCount', 'count', 'value', 'lower'),
  ],
  defaultBudgets: [
    { metric: 'latency', statistic: 'p95', unit: 'ms', ready: { comparison: '<=', limit: 800 }, origin: 'default' },
    {
      metric: 'stutterRate',
      statistic: 'value',
      unit: 'fraction',
      ready: { comparison: '<=', limit: 0.03 },
      warn: { comparison: '<=', limit: 0.05 },
      origin: 'default',
    },
  ],
  foreignDefaultBudgets: [],
  stereoDefaultBudgets: [],
  leastSeeds: 5,
};

/** Warning of every scenario that names no haul, which most texts of tests leave out. */
const NO_HAUL = 'none is written: an accelerated line is taken';

/**
 * Loads a scenario with this text from a folder of its own that also holds "clip.mp4". `withHaul` keeps the warning of a haul that is not
 * written.
 */
export async function loadText(
  text: string,
  {
    words = vocabulary,
    withHaul = false,
    ...options
  }: { cpus?: number; slow?: Slow; words?: Vocabulary; withHaul?: boolean } = {},
): Promise<LoadedScenario> {
  const folder = await mkdtemp(join(tmpdir(), 'longhaul-scenario-'));
  try {
    const file = join(folder, 'scenario.yaml');
    await writeFile(file, text);
    await writeFile(join(folder, 'clip.mp4'), 'not looked into');
    const loaded = await loadScenario(file, words, options);
    const isMeant = (warning: string) => withHaul || !warning.includes(NO_HAUL);
    return { ...loaded, warnings: loaded.warnings.filter(isMeant) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface ShownProblem extends Omit<Problem, 'where'> {
  readonly line: number;
}

/** Throws where a part of a problem would be read in English on a Chinese terminal; what is quoted from the file stays as it is. */
function expectChinese(problems: readonly Problem[]): void {
  const parts = problems.flatMap(({ expected, got, hint = '' }) => [expected, got, hint]);
  const english = parts.filter((part) => {
    const { zh } = problemPart(part);
    return (
      !/\p{Script=Han}/u.test(zh) &&
      /(?<![\w`"'./-])[A-Za-z][a-z]+ [a-z]+ [a-z]+(?![\w-])/.test(zh.replace(/".*"/g, ''))
    );
  });
  if (english.length > 0) throw new Error(`no Chinese for: ${english.join(' | ')}`);
}

/** Returns the problems of a text, with the line instead of the file's whole path. */
export async function problemsOf(text: string, words = vocabulary): Promise<ShownProblem[]> {
  try {
    await loadText(text, { words });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expectChinese(error.problems);
    return error.problems.map(({ where, ...problem }) => ({ line: Number(where.split(':').at(-1)), ...problem }));
  }
  throw new Error('the scenario was accepted');
}

/** A valid scenario for tests to break. Tests refer to its lines by number. */
export const RIGHT = `name: right
duration: 20s
broadcast:
  transport: local
  source: presenter
  video: {codec: h264, size: 1280x720, fps: 30, bitrate: 2 Mbps}
  firstMile: cn-studio-fibre
regions:
  - {region: sea-sg, access: fixed}
  - region: sea-id
    access: mobile-good
    viewers: 2
budgets:
  all: {stutterRate: "< 3 %"}
`;

/** Returns RIGHT with `from` replaced, which must occur once. */
export function spoilt(from: string, to: string): string {
  if (RIGHT.split(from).length !== 2) throw new Error(`"${from}" does not occur once in RIGHT`);
  return RIGHT.replace(from, to);
}
