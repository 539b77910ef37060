import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isRoot, leftNamespaces, longhaul, scratchDirectory, writeScenario } from './longhaul.ts';

const scenario = (change: Record<string, string> = {}) => {
  const { region = 'sea-sg', bitrate = '1 Mbps', source = 'presenter' } = change;
  return `name: bad-input\nduration: 5s\nbroadcast:\n  source: ${source}\n  video: {codec: h264, size: 640x360, fps: 30, bitrate: ${bitrate}}\nregions:\n  - {region: ${region}, access: fixed}\n`;
};

describe('bad input', () => {
  it('names file, line, path, expectation and finding, and exits with 2', async () => {
    const file = writeScenario(scratchDirectory(onTestFinished), scenario({ region: 'sea-sq', bitrate: '1' }));
    const { code, stderr } = await longhaul(['run', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/scenario\.yaml:5: broadcast\.video\.bitrate: expected .*Mbps.*; got .*1/);
    expect(stderr).toMatch(/scenario\.yaml:7: regions\[0\]\.region: .*sea-sg/);
  });

  it('refuses an out directory that holds something', async () => {
    const directory = scratchDirectory(onTestFinished);
    const { code, stderr } = await longhaul(['run', writeScenario(directory, scenario()), '--out', directory]);
    expect(code).toBe(2);
    expect(stderr).toContain('expected a new or an empty directory');
  });

  it('refuses an out directory that cannot be made', async () => {
    const directory = scratchDirectory(onTestFinished);
    const { code, stderr } = await longhaul(['run', writeScenario(directory, scenario()), '--out', '/proc/longhaul']);
    expect(code).toBe(2);
    expect(stderr).toContain('--out /proc/longhaul');
  });

  it('says which browser is missing and where to get one, with exit code 3', async () => {
    const directory = scratchDirectory(onTestFinished);
    vi.stubEnv('LONGHAUL_BROWSER', '/nonexistent/browser');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, stderr } = await longhaul([
      'run',
      writeScenario(directory, scenario()),
      '--out',
      join(directory, 'out'),
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain('/nonexistent/browser');
  });

  it.skipIf(!isRoot)(
    'says that participants cannot leave their network, before anything is built, with exit code 3',
    async () => {
      const directory = scratchDirectory(onTestFinished);
      const own = Object.values(networkInterfaces())
        .flat()
        .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
      const transport = `transport: {whip: {publish: "http://${own}:8899/whip"}}`;
      const file = writeScenario(
        directory,
        scenario().replace('source: presenter', `source: presenter\n  ${transport}`),
      );
      const out = join(directory, 'out');
      const { code, stderr } = await longhaul(['run', file, '--out', out], undefined, {
        // A machine without the program, for this process and what it starts.
        command: (...words) => [
          'unshare',
          '--mount',
          'sh',
          '-ec',
          'mount --bind /dev/null $(command -v nft); exec "$@"',
          'sh',
          ...words,
        ],
        env: process.env,
      });
      expect(code).toBe(3);
      expect(stderr).toContain('no way to the internet: the nft command is missing');
      expect(stderr).toContain('sudo apt-get install nftables');
      expect(existsSync(out)).toBe(false);
    },
  );

  it('refuses a rehearsal that is not there', async () => {
    expect((await longhaul(['judge', '/nonexistent'])).code).toBe(2);
  });

  it('says in plain words what is wrong with a command line, before anything starts', async () => {
    const wrong = [
      [['rnu'], 'got "rnu" (did you mean `run`?)'],
      [['check', 'quickstart', '--jsno'], 'the unknown option "--jsno" (did you mean `--json`?)'],
      [['run', 'quickstart', '--seed', '-1'], '--seed: expected a whole number from 0 to 4294967295; got "-1"'],
      [['run', 'quickstart', '--out'], '--out: expected a value; got nothing'],
      [['run'], 'expected `longhaul run <scenario>`; got no scenario'],
    ] as const;
    const ended = await Promise.all(wrong.map(([args]) => longhaul(args)));
    for (const [n, [args, words]] of wrong.entries()) {
      expect(ended[n]?.stderr, args.join(' ')).toContain(words);
      expect(ended[n]?.code, args.join(' ')).toBe(2);
    }
  });

  it('puts the problems on stdout with --json', async () => {
    const file = writeScenario(scratchDirectory(onTestFinished), scenario({ bitrate: '"-2 Mbps"' }));
    const { code, stdout } = await longhaul(['check', file, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.problems).toHaveLength(1);
  });

  it.skipIf(!isRoot)('leaves nothing running', () => expect(leftNamespaces()).toEqual([]));
});
