import { expect, it } from 'vitest';
import type { Terminal } from '../../../src/commands/command.ts';
import { warningText } from '../../../src/commands/messages/input-phrases.ts';
import { problemText, showProblems, showWarnings } from '../../../src/commands/show/show-errors.ts';
import { formatProblem, type Problem } from '../../../src/lib/errors.ts';

const unknown: Problem = {
  ...{
    where: 'show.yaml:12',
    path: 'regions[1].acess',
    expected: 'one of region, access',
    got: 'the unknown key "acess"',
  },
  hint: 'did you mean `access`?',
};

it('says in English what programs read too', () => {
  for (const problem of [unknown, { where: '--seed', path: '', expected: 'a value', got: 'nothing' }])
    expect(problemText(problem).en).toBe(formatProblem(problem));
});

it('says it in Chinese, with names as they have to be written', () => {
  expect(problemText(unknown).zh).toBe(
    'show.yaml:12: regions[1].acess：应为以下之一：region, access；实际为未知的键 "acess"（是否想写 `access`？）',
  );
  expect(problemText({ where: 'command line', path: '', expected: 'something odd', got: 'none' }).zh).toBe(
    '命令行：应为 something odd；实际为无',
  );
});

it('keeps the place of a warning', () => {
  const warning = 'show.yaml:9: variants.low: changes nothing: the broadcast is compared with itself';
  expect(warningText(warning)).toEqual({
    en: warning,
    zh: 'show.yaml:9: variants.low: 没有任何改动：直播是在与自身比较',
  });
  expect(
    warningText(
      'show.yaml:9: regions: 9 viewers need about 8.1 cores, and 1.2 of this machine’s 2 can be busy without being late: played at about 1/4.1 of its speed',
    ).zh,
  ).toBe(
    'show.yaml:9: regions: 9 位观众约需 8.1 个核心，本机 2 个核心中可占用 1.2 个而不误时：将以约 1/4.1 的速度运行',
  );
  expect(warningText('a warning of no place').zh).toBe('a warning of no place');
});

it('shows the first of very many, and how many more there are', () => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const terminal: Terminal = { print: log, log, status: undefined, colour: false, width: 80 };
  const many = Array.from({ length: 3000 }, (_, n) => ({
    ...unknown,
    where: `show.yaml:${n + 1}`,
    got: `the unknown key "${n}"`,
  }));
  showProblems(many, terminal);
  const shown = lines.join('\n').split('\n');
  expect(shown).toHaveLength(31);
  expect(shown[0]).toMatch(/^show\.yaml:1: /);
  expect(shown.at(-1)).toBe('... and 2970 more');
});

it('shows once what is the same in several entries of a list, with their lines', () => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const terminal: Terminal = { print: log, log, status: undefined, colour: false, width: 80 };
  const at = (n: number) => ({ ...unknown, where: `show.yaml:${n + 12}`, path: `regions[${n}].acess` });
  showProblems([at(0), at(1), { ...at(2), got: 'something else' }, at(3)], terminal);
  expect(lines.join('\n').split('\n')).toEqual([
    `${formatProblem(at(0))}; likewise in line 13, 15`,
    formatProblem({ ...at(2), got: 'something else' }),
  ]);
  lines.length = 0;
  showProblems(
    Array.from({ length: 40 }, (_, n) => at(n)),
    terminal,
  );
  expect(lines.join()).toMatch(/likewise in line 13, .*, 22 and 29 more$/);
  lines.length = 0;
  showWarnings(
    [
      'show.yaml:9: regions[0].access: wifi is taken as fixed',
      'show.yaml:10: regions[1].access: wifi is taken as fixed',
    ],
    terminal,
  );
  expect(lines).toEqual(['warning: show.yaml:9: regions[0].access: wifi is taken as fixed; likewise in line 10']);
});
