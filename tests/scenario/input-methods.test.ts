import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { wideSyntax } from '../../src/scenario/reading/wide-syntax.ts';
import { loadText, problemsOf, RIGHT, spoilt, vocabulary } from './load-text.ts';

describe('full-width characters in place of YAML syntax', () => {
  test.each([
    ['a colon', spoilt('duration: 20s', 'duration：20s'), 2, '"：" (U+FF1A)', '":"'],
    ['a colon before a space', spoilt('duration: 20s', 'duration： 20s'), 2, '"：" (U+FF1A)', '":"'],
    ['a closing brace', spoilt('2 Mbps}', '2 Mbps ｝'), 6, '"｝" (U+FF5D)', '"}"'],
    ['an opening brace', spoilt('all: {', 'all: ｛'), 14, '"｛" (U+FF5B)', '"{"'],
  ])('%s is reported with its line and the character to type', async (_, text, line, character, ascii) => {
    expect(await problemsOf(text)).toEqual([
      { line, path: '', expected: `YAML's own ${ascii}`, got: `${character}, which is full-width` },
    ]);
  });

  test('are all reported at once, together with errors before them', async () => {
    const text = spoilt('duration: 20s', '\tduration: 20s')
      .replace('h264, size', 'h264， size：')
      .replace('2 Mbps}', '2 Mbps｝');
    const problems = await problemsOf(text);
    expect(problems.map(({ line, got }) => [line, got.slice(0, 3)])).toEqual([
      [2, 'Tab'],
      [6, '"，"'],
      [6, '"："'],
      [6, '"｝"'],
    ]);
  });

  test('are pointed out in values and keys that are valid YAML', async () => {
    expect(await problemsOf(spoilt('20s', '２０s'))).toMatchObject([
      { path: 'duration', hint: 'the "２" (U+FF12) in it is full-width: type "2"' },
    ]);
    expect(await problemsOf(spoilt('"< 3 %"', '"< ３ %"'))).toMatchObject([
      { hint: 'the "３" (U+FF13) in it is full-width: type "3"' },
    ]);
    expect(await problemsOf(spoilt('2 Mbps}', '2 Mbps, nack：true}'))).toMatchObject([
      { got: 'the unknown key "nack：true"', hint: 'the "：" (U+FF1A) in it is full-width: type ":"' },
    ]);
  });

  test.each([
    ['a dash', '  - {region: sea-sg', '  — {region: sea-sg', 9, '"—" (U+2014)', '"-"'],
    ['a bullet', '  - {region: sea-sg', '  • {region: sea-sg', 9, '"•" (U+2022)', '"-"'],
    [
      'brackets of text',
      '{stutterRate: "< 3 %"}',
      '（stutterRate: 3 %）',
      14,
      '"（" (U+FF08), which is full-width',
      '"{"',
    ],
    [
      'brackets of headlines',
      '{stutterRate: "< 3 %"}',
      '【stutterRate: 3 %】',
      14,
      '"【" (U+3010), which is full-width',
      '"["',
    ],
    ['a comma of lists', 'h264, size', 'h264、 size', 6, '"、" (U+3001), which is full-width', '","'],
    ['a semicolon', 'h264, size', 'h264; size', 6, '";" (U+003B)', '","'],
    ['an ampersand', 'access: fixed', 'access: ＆x {rtt: 1 ms}', 9, '"＆" (U+FF06), which is full-width', '"&"'],
    ['a blank after a key', 'duration: 20s', 'duration:\u00a020s', 2, '"\u00a0" (U+00A0)', 'a plain space'],
    ['a small colon', 'duration: 20s', 'duration﹕ 20s', 2, '"﹕" (U+FE55), which is full-width', '":"'],
    ['a vertical colon', 'duration: 20s', 'duration︰20s', 2, '"︰" (U+FE30)', '":"'],
    ['the colon of a ratio', 'duration: 20s', 'duration∶ 20s', 2, '"∶" (U+2236)', '":"'],
    ['a small brace', '2 Mbps}', '2 Mbps﹜', 6, '"﹜" (U+FE5C), which is full-width', '"}"'],
    ['a colon after a Chinese key', 'duration: 20s', '时长：20s', 2, '"：" (U+FF1A), which is full-width', '":"'],
  ])('of another kind are reported too: %s', async (_, from, to, line, got, ascii) => {
    const [problem] = await problemsOf(spoilt(from, to));
    expect(problem).toMatchObject({ line, got });
    expect(problem?.expected).toContain(ascii);
  });

  test('are found at the end of a line of megabytes', () => {
    const long = `{a: [${'1, '.repeat(1e6)}]，b: 2`;
    expect(wideSyntax(long)).toEqual([{ line: 1, character: '，', ascii: ',' }]);
  });

  test('are not syntax in comments, in quotes and within plain text', () => {
    expect(
      wideSyntax('# 注意：这里，｛｝\nlabel: 曼谷：酒店，二楼\nlabelZh: "中：{文，｛}"\nnote: it’s 说：好\n'),
    ).toEqual([]);
    expect(wideSyntax('a: {b: 1，c: 2}\n')).toEqual([{ line: 1, character: '，', ascii: ',' }]);
    expect(wideSyntax('regions:\n　- {region: jp}\n－ {}\n')).toEqual([
      { line: 2, character: '　', ascii: ' ' },
      { line: 3, character: '－', ascii: '-' },
    ]);
  });

  test('may stand in a comment of a valid scenario, whose name may be Chinese', async () => {
    const { scenario } = await loadText(spoilt('name: right', 'name: 直播彩排 # 名称：任意，｛随便｝'));
    expect(scenario.name).toBe('直播彩排');
  });
});

describe('characters that cannot be seen, or told from others by looking', () => {
  test.each([
    ['dura\u200btion: 20s', 'an invisible character (U+200B) is in it: delete it'],
    ['\ufeffduration: 20s', 'an invisible character (U+FEFF) is in it: delete it'],
    ['duration: 20\u00ads', 'an invisible character (U+00AD) is in it: delete it'],
    ['durаtion: 20s', 'the "а" (U+0430) in it is another letter: type "a"'],
    ['name: right\nduration∶20s: 1', 'the "∶" (U+2236) in it is another sign: type ":"'],
    ['duration: 20ѕ', 'the "ѕ" (U+0455) in it is another letter: type "s"'],
    ['duration: −20s', 'the "−" (U+2212) in it is another sign: type "-"'],
  ])('are named: %j', async (line, hint) => {
    const problems = await problemsOf(spoilt('duration: 20s', line));
    expect(problems.map((problem) => problem.hint)).toContain(hint);
    expect(problems.map(({ path, got }) => path + got).join()).not.toMatch(/[\u200b\ufeff\u00ad]/);
  });

  test('are not words of Russian or Greek', async () => {
    for (const name of ['Москва', 'Αθήνα']) {
      const [problem] = await problemsOf(spoilt('region: sea-sg', `region: ${name}`));
      expect(problem).toMatchObject({ got: `the unknown region "${name}"` });
      expect(problem).not.toHaveProperty('hint');
    }
  });

  test('are no matter where a quantity takes any blank', async () => {
    expect((await loadText(spoilt('2 Mbps', '2\u00a0Mbps'))).scenario.broadcast.video.bitrateBps).toBe(2e6);
  });
});

describe('a file that is not UTF-8', () => {
  test('is refused with the line, the likely encoding, and how the text reads in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'longhaul-encoding-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(RIGHT, 'utf16le')]));
    await expect(loadScenario(file, vocabulary)).rejects.toThrow(
      `${file}:1: expected a scenario file in UTF-8; got what seems to be UTF-16, little-endian, as which it reads "name: right" (save it as UTF-8)`,
    );
    writeFileSync(file, Buffer.from('time_s,mbps\n0,10 \u00b1 2\n', 'latin1'));
    await expect(loadText(spoilt('mobile-good', `{trace: ${JSON.stringify(file)}, rtt: 20 ms}`))).rejects.toThrow(
      `expected a trace file in UTF-8; got what seems to be Windows-1252 in line 2 of ${file}`,
    );
  });
});

describe('YAML that is valid elsewhere', () => {
  test('has no merge key here: the key is refused, and the fields it would bring are not reported missing', async () => {
    const text = spoilt(
      '  - {region: sea-sg, access: fixed}',
      '  - &base {region: sea-sg, access: fixed}\n  - {<<: *base, id: second}',
    );
    expect(await problemsOf(text)).toEqual([
      {
        ...{ line: 10, path: 'regions[1].<<', got: 'the key "<<", but there is no merging' },
        expected: 'one of region, id, access, haul, zone, device, viewers',
        hint: 'write the fields out, or `extends: NAME` in a profile; an alias (*name) may stand for a whole value',
      },
    ]);
  });

  test('says what another tool left in it, and nothing that follows from that', async () => {
    const conflict = spoilt('duration: 20s\n', '<<<<<<< HEAD\nduration: 20s\n=======\nduration: 9s\n>>>>>>> b\n');
    expect(await problemsOf(conflict)).toEqual([
      {
        ...{ line: 2, path: '', expected: 'valid YAML', got: 'a mark of a merge conflict, "<<<<<<< HEAD"' },
        hint: 'keep one side, and delete the marks',
      },
    ]);
    expect(await problemsOf(`\`\`\`yaml\n${RIGHT}\`\`\`\n`)).toMatchObject([
      { line: 1, got: 'a fence of Markdown, "```yaml"', hint: 'delete the lines that begin with ```' },
    ]);
  });

  test.each([
    ['alias of nothing', 'name: right', 'name: *'],
    ['anchor without a name', 'name: right', 'name: & right'],
    ['two anchors', 'name: right', 'name: &a &b right'],
    ['a dash after a key', 'transport: local', 'transport: - local'],
    ['anchor before a list', 'regions:', 'regions: &all - '],
    ['directive without a document', 'name: right', '%YAML 1.2\nname: right'],
    ['reserved character', 'name: right', 'name: `right`'],
    ['sign of a block', 'access: fixed', 'access: >x'],
    ['text after quotes', 'name: right', 'name: "right" 2'],
    ['quotes without an end', 'name: right', 'name: "right'],
    ['anchor before an alias', 'name: right', 'name: &a *b'],
  ])('is refused in both languages: %s', async (_, from, to) => {
    const [problem] = await problemsOf(spoilt(from, to));
    expect(problem?.expected).toBe('valid YAML');
  });

  test('is refused where its values go too deep to be read', async () => {
    expect(await problemsOf(spoilt('name: right', `name: ${'['.repeat(9000)}${']'.repeat(9000)}`))).toMatchObject([
      { expected: 'valid YAML', got: 'values within values, too deep to read' },
    ]);
  });

  test('may use aliases for whole values', async () => {
    const text = spoilt('access: fixed', 'access: &line {rtt: 20 ms, down: 20 Mbps}').replace('mobile-good', '*line');
    const { scenario } = await loadText(text);
    expect(scenario.regions[1]?.access.out).toEqual(scenario.regions[0]?.access.out);
  });

  test('must be one document, indented with spaces', async () => {
    expect(await problemsOf(`${RIGHT}---\nname: second\n`)).toEqual([
      { line: 15, path: '', expected: 'one document in a file', got: 'a second document, begun by ---' },
    ]);
    expect(await problemsOf(`${RIGHT}...\nname: second\n`)).toMatchObject([{ got: 'a second document, after ...' }]);
    const [inFlow] = await problemsOf(spoilt('{codec: h264,', '{\n\tcodec: h264,'));
    expect(inFlow).toMatchObject({ line: 7, hint: 'indent with spaces' });
    const [tab] = await problemsOf(spoilt('  - {region', '\t- {region'));
    expect(tab).toMatchObject({ line: 9, got: 'Tabs are not allowed as indentation', hint: 'indent with spaces' });
  });

  test.each([
    ['an alias of nothing', 'access: fixed', 'access: *line', 9, 'an anchor &line before its alias'],
    ['an alias before its anchor', 'name: right', 'name: *later', 1, 'an anchor &later before its alias'],
    ['a value within itself', 'access: fixed', 'access: &l {queue: *l}', 9, 'a value that ends'],
    ['a list within itself', 'regions:', 'regions: &r', 12, 'a value that ends'],
    ['a tag', 'transport: local', 'transport: !env TRANSPORT', 4, 'no tags'],
    ['no space after a colon', 'duration: 20s', 'duration:20s', 2, 'valid YAML'],
    ['an equals sign', 'duration: 20s', 'duration = 20s', 2, 'valid YAML'],
    ['a bad escape', 'name: right', 'name: "C:\\show"', 1, 'valid YAML'],
  ])('is refused with its line: %s', async (what, from, to, line, expected) => {
    const text = what.startsWith('a list')
      ? `${spoilt(from, to).replace('budgets:', '  - *r\nbudgets:')}`
      : spoilt(from, to);
    const [problem, ...others] = await problemsOf(text);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: what.startsWith('a list') ? 13 : line, expected });
    expect(problem?.hint === undefined).toBe(expected === 'a value that ends');
  });

  test('may end its lines with carriage returns alone', async () => {
    expect((await loadText(RIGHT.replaceAll('\n', '\r'))).scenario.regions).toHaveLength(2);
    expect(await problemsOf(spoilt('20s', '20 m/s').replaceAll('\n', '\r'))).toMatchObject([
      { line: 2, path: 'duration' },
    ]);
  });

  test('names a key in quotes that is there twice', async () => {
    expect(await problemsOf(`${RIGHT}"duration": 30s\n`)).toMatchObject([
      { line: 15, path: 'duration', got: '"duration" again' },
    ]);
  });

  test('suggests both readings of a single delay', async () => {
    expect(await problemsOf(spoilt('access: fixed', 'access: {delay: 100 ms}'))).toMatchObject([
      {
        ...{ path: 'regions[0].access.delay', got: '"100 ms"' },
        hint: '100 ms each way is {down: 100 ms, up: 100 ms}; there and back together it is `rtt: 100 ms`',
      },
    ]);
  });

  test.each([
    ['access: {loss: 1}', 'did you mean 1 %?'],
    ['access: {loss: 0.01}', 'did you mean 1 % or 0.01 %?'],
    ['access: {loss: .nan}', undefined],
    ['access: {loss: {p: 0.02}}', 'did you mean 2 % or 0.02 %?'],
    ['access: {rtt:20 ms}', 'did you mean `rtt: 20 ms`? A colon needs a space after it'],
    ['access: fixed, loss: 1 %', '`loss` belongs in `regions[].access` or `regions[].haul`'],
    ['access: {uplink: 5 Mbps}', 'did you mean `up`?'],
    ['access: {rtt: 20 m}', 'm is minutes; did you mean 20 ms?'],
    ['access: ""', undefined],
    ['access: fixed, zone: CST', undefined],
    ['access: {loss: {}}', undefined],
    ['access: {loss: "1"}', 'did you mean 1 %?'],
    ['access: {oneWayDelay: 20 ms}', expect.stringContaining('20 ms each way is {down: 20 ms, up: 20 ms}')],
    ['access: {blackouts: {at: 6 s, for: 2 s}}', 'each entry of a list follows a dash, or all stand in [ ]'],
    ['access: fixed, viewers: "2"', 'did you mean 2?'],
    ['access: fixed, viewers: 2 people', 'did you mean 2?'],
    ['access: fixed, viewers: some', undefined],
    ['access: fixed, viewers: "2.5"', undefined],
    ['access: fixed, viewers: 5000x', undefined],
    [
      'access: fixed, x-line: &l {}',
      'no key is there for anchors alone: write the anchor where its value is first used',
    ],
    ['access: fixed, // two: lines', 'a comment begins with #'],
  ])('is refused with a hint that does not mislead: %s', async (to, hint) => {
    const [problem] = await problemsOf(spoilt('access: fixed', to));
    if (hint === undefined) expect(problem?.hint).toBeUndefined();
    else expect(problem?.hint).toEqual(hint);
  });

  test('tells a decimal comma from one that ends a value', async () => {
    const problems = await problemsOf(spoilt('access: fixed', 'access: {rtt: 0,5 s}'));
    expect(problems.map(({ got, hint }) => [got, hint])).toEqual([
      ['0', undefined],
      ['the unknown key "5 s"', 'a comma ends the value before it: decimals have a point, thousands no sign'],
    ]);
  });

  test.each([
    ['yes', 'true'],
    ['off', 'false'],
    ['"false"', 'false'],
    ['0', 'false'],
  ])('takes no other word for a switch: %s', async (word, meant) => {
    expect(await problemsOf(spoilt('2 Mbps}', `2 Mbps, nack: ${word}}`))).toMatchObject([
      { expected: 'true or false', hint: `did you mean ${meant}?` },
    ]);
  });

  test('names the map that a bound of all regions belongs in', async () => {
    const problems = await problemsOf(
      spoilt('  all: {stutterRate: "< 3 %"}', '  all: {latency: 1 s}\n  stutterRate: "< 3 %"'),
    );
    expect(problems.map(({ hint }) => hint)).toContain('did you mean `all: {stutterRate: ...}`?');
  });

  test('is nothing at all in an empty file', async () => {
    expect(await problemsOf('# to be written\n')).toMatchObject([{ line: 1, got: 'nothing' }]);
  });
});
