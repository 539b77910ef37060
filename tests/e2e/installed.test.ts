import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../src/model/result/result.ts';
import { scratchDirectory } from './longhaul.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FIXTURES = resolve(import.meta.dirname, '../fixtures');
/** Whatever builds native code: here each of them fails, as where there is none. */
const COMPILERS = ['cc', 'c++', 'gcc', 'g++', 'clang', 'make', 'cmake', 'python', 'python3', 'node-gyp', 'pkg-config'];

/** Nothing is waited for that is not asked for here: tests/e2e/rehearsal.test.ts waits until players have settled. */
const SHORT = `
name: short
duration: 5s
warmup: 2s
settle: false
broadcast: {video: {codec: h264, size: 320x180, fps: 30, bitrate: 300 kbps}, firstMile: {rtt: 10 ms}, haul: accelerated}
regions: [{region: sea-sg, access: fixed}]
`;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends a command with its code, whatever it is. */
function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((done) => {
    // 64 MiB: a whole result may come on stdout.
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 2 ** 20 };
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, stdout, stderr });
    });
  });
}

const removals: (() => void)[] = [];
const scratch = scratchDirectory((remove) => removals.push(remove));
const project = join(scratch, 'project');
const installed = join(project, 'node_modules', 'longhaul');

beforeAll(async () => {
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', scratch], ROOT);
  expect(packed.code, packed.stderr).toBe(0);
  const stubs = join(scratch, 'no-compilers');
  mkdirSync(stubs);
  for (const name of COMPILERS) {
    writeFileSync(join(stubs, name), `#!/bin/sh\necho "${name} is not here" >&2\nexit 1\n`);
    chmodSync(join(stubs, name), 0o755);
  }
  mkdirSync(project);
  // A program's own settings, which must have no say in how longhaul's sources are read.
  writeFileSync(
    join(project, 'tsconfig.json'),
    '{"compilerOptions": {"module": "nodenext", "strict": true, "noEmit": true, "types": [], "paths": {"yaml": ["./hijacked.ts"]}}}',
  );
  writeFileSync(join(project, 'hijacked.ts'), 'throw new Error("hijacked");');
  writeFileSync(join(project, 'package.json'), '{"name": "a-project", "type": "module"}');
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '';
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', join(scratch, tarball)];
  const { code, stderr } = await run('npm', args, project, { PATH: `${stubs}${delimiter}${process.env.PATH}` });
  expect(code, stderr).toBe(0);
  return () => {
    for (const remove of removals) remove();
  };
}, 120_000);

const npx = (...args: string[]) => run('npx', ['--no-install', 'longhaul', ...args], project);

/** Every package below node_modules, by its folder. */
function packages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      const path = join(folder, name);
      return name.startsWith('@') ? packages(path) : [path, ...packages(join(path, 'node_modules'))];
    });
}

/** The program that docs/library.md calls so, written into the project. */
function example(name: string): string {
  const text = readFileSync(join(installed, 'docs', 'library.md'), 'utf8');
  const program = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const found = program.find((code) => code.startsWith(`// ${name}`));
  if (found === undefined) throw new Error(`docs/library.md has no ${name}`);
  writeFileSync(join(project, name), found);
  return name;
}

describe('longhaul, installed from its tarball into an empty project without a compiler', () => {
  it('needs install scripts of no package but two that bring their binaries in the registry', () => {
    const withScripts = packages(join(project, 'node_modules')).filter((path) => {
      const { scripts = {} } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { scripts?: object };
      const compiles = existsSync(join(path, 'binding.gyp')) && !path.endsWith('koffi');
      return compiles || ['preinstall', 'install', 'postinstall'].some((name) => name in scripts);
    });
    expect(withScripts.map((path) => path.slice(join(project, 'node_modules').length + 1)).sort()).toEqual([
      'esbuild',
      'koffi',
    ]);
  });

  it('has its documents, its clocks, its scenarios, and nothing of its tests', () => {
    for (const file of [
      ...['docs/result.md', 'docs/ci/github-actions.yml', 'ARCHITECTURE.md', 'scenarios/scenario.schema.json'],
      ...['src/time/native/linux-x64/virtual-time.so', 'src/time/native/linux-arm64/virtual-time.so'],
      ...['scenarios/traces/lte-drive.trace', 'types/library/library.d.ts'],
    ])
      expect(existsSync(join(installed, file)), file).toBe(true);
    expect(existsSync(join(installed, 'tests'))).toBe(false);
    // Every document that another names is there, and so for pictures and scripts.
    for (const name of readdirSync(join(installed, 'docs')).filter((each) => each.endsWith('.md'))) {
      const text = readFileSync(join(installed, 'docs', name), 'utf8');
      for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
        expect(existsSync(join(installed, 'docs', link)), `${name}: ${link}`).toBe(true);
    }
  });

  it('checks a scenario by name', async () => {
    const { code, stdout, stderr } = await npx('check', 'quickstart');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('quickstart: fine.');
  });

  it('draws every format from a recording, charts in Chinese among them', async () => {
    const directory = scratchDirectory(onTestFinished);
    mkdirSync(join(directory, 'recordings'));
    cpSync(join(FIXTURES, 'lossy.ndjson'), join(directory, 'recordings', 'take-001-seed-1.ndjson'));
    const { code, stderr } = await npx('report', directory, '--lang', 'zh');
    expect(code, stderr).toBe(0);
    for (const name of ['index.html', 'junit.xml', 'summary.md', 'result.json'])
      expect(existsSync(join(directory, name)), name).toBe(true);
    const charts = readdirSync(join(directory, 'charts'));
    expect(charts).toContain('latency.png');
    for (const chart of charts)
      expect(
        readFileSync(join(directory, 'charts', chart))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
  });

  it('is whole when installed globally too, as in the container: npm leaves empty what a bundled package has for a peer', async () => {
    const prefix = join(scratch, 'global');
    const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '';
    const args = ['install', '--global', '--prefix', prefix, '--no-audit', '--no-fund', '--prefer-offline'];
    const { code, stderr } = await run('npm', [...args, join(scratch, tarball)], scratch);
    expect(code, stderr).toBe(0);
    const found = packages(join(prefix, 'lib', 'node_modules', 'longhaul', 'node_modules'));
    expect(found.filter((path) => !existsSync(join(path, 'package.json')))).toEqual([]);
    const directory = scratchDirectory(onTestFinished);
    mkdirSync(join(directory, 'recordings'));
    cpSync(join(FIXTURES, 'lossy.ndjson'), join(directory, 'recordings', 'take-001-seed-1.ndjson'));
    const report = await run(join(prefix, 'bin', 'longhaul'), ['report', directory], scratch);
    expect(report.stderr).toBe('');
    expect(readdirSync(join(directory, 'charts'))).toContain('latency.png');
  }, 60_000);

  it('writes everything but the charts, and says so, where the canvas does not load', async () => {
    const directory = scratchDirectory(onTestFinished);
    mkdirSync(join(directory, 'recordings'));
    cpSync(join(FIXTURES, 'lossy.ndjson'), join(directory, 'recordings', 'take-001-seed-1.ndjson'));
    const canvas = join(installed, 'node_modules', 'canvas', 'index.cjs');
    const right = readFileSync(canvas);
    onTestFinished(() => writeFileSync(canvas, right));
    writeFileSync(canvas, 'throw new Error("libfontconfig.so.1: cannot open shared object file");');
    const { code, stderr } = await npx('report', directory);
    expect(code).toBe(3);
    expect(stderr).toContain('charts could not be written: libfontconfig.so.1');
    expect(readdirSync(directory).sort()).toEqual([
      ...['index.html', 'junit.xml', 'otlp.json', 'recordings', 'result.json', 'summary.md'],
    ]);
  });

  it('has types that a strict program agrees with', async () => {
    writeFileSync(
      join(project, 'program.ts'),
      [
        `import { check, compare, type Problem, type Rehearsed, readResult, rehearse } from 'longhaul';`,
        'const problems: readonly Problem[] = (await check("quickstart")).problems;',
        'const rehearsed: Rehearsed = await rehearse("quickstart", { out: "out", slow: "auto", seed: 3 });',
        'const outcome: "ready" | "not-ready" | "invalid" = (await readResult("out")).outcome;',
        'export const names: string[] = (await compare("a", "b")).map(({ candidate }) => candidate.name);',
        '// @ts-expect-error: where it goes must be said',
        'await rehearse("quickstart", {});',
        'export { outcome, problems, rehearsed };',
      ].join('\n'),
    );
    const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout, code } = await run(process.execPath, [compiler, '-p', '.'], project);
    expect(code, stdout).toBe(0);
  });

  it('compares two rehearsals, as docs/library.md does', async () => {
    const before = join(FIXTURES, 'comparison');
    const after = scratchDirectory(onTestFinished);
    const slower = JSON.parse(readFileSync(join(before, 'result.json'), 'utf8')) as {
      startedAt: string;
      takes: { viewers: { metrics: { latency: Record<string, unknown> } }[] }[];
    };
    // Another rehearsal: one is not compared with itself.
    const again = scratchDirectory(onTestFinished);
    slower.startedAt = '2026-07-02T12:00:00.000Z';
    writeFileSync(join(again, 'result.json'), JSON.stringify(slower));
    slower.startedAt = '2026-07-03T12:00:00.000Z';
    for (const { metrics } of slower.takes.flatMap(({ viewers }) => viewers))
      for (const [key, value] of Object.entries(metrics.latency))
        if (/^(p\d+|max)$/.test(key)) metrics.latency[key] = Number(value) + 400;
    writeFileSync(join(after, 'result.json'), JSON.stringify(slower));
    const equal = await run(process.execPath, [example('worse.mjs'), before, again], project);
    expect(equal.stderr).toBe('');
    expect(equal).toMatchObject({ code: 0, stdout: expect.stringMatching(/^no-worse$/m) });
    const worse = await run(process.execPath, [example('worse.mjs'), before, after], project);
    expect(worse).toMatchObject({ code: 1, stdout: expect.stringMatching(/latency p95: worse by 400/) });
  });

  it('rehearses by the program of docs/library.md', async () => {
    writeFileSync(join(project, 'short.yaml'), SHORT);
    const args = [example('before-air.mjs'), 'short.yaml', 'out'];
    const { code, stdout, stderr } = await run(process.execPath, args, project);
    const result = JSON.parse(readFileSync(join(project, 'out', 'result.json'), 'utf8')) as Result;
    expect(stdout, stderr).toContain(`short: ${result.outcome}, the page is out/index.html`);
    expect(result.takes[0]?.viewers).toHaveLength(1);
    expect(code).toBe(result.outcome === 'ready' ? 0 : 1);
    expect(readdirSync(join(project, 'out', 'charts'))).toContain('latency.png');
  }, 240_000);
});
