// The leader of a test's family of processes: restarts itself in virtual time, as `longhaul run` does, starts the
// clock, and
// evaluates what the test sends, one line of JSON each.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { replaceProcess } from '../../../src/network/user-namespace/replace-process.ts';
import { isVirtual, virtualTimeVariables } from '../../../src/time/begin-virtual-time.ts';
import { findPreload } from '../../../src/time/preload.ts';
import { openVirtualClock } from '../../../src/time/virtual-clock.ts';
import type { Tools } from './family.ts';

if (!isVirtual()) {
  const preload = findPreload();
  if ('why' in preload) throw new Error(preload.why);
  Object.assign(process.env, virtualTimeVariables(preload.path));
  await replaceProcess([process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
}

const clock = openVirtualClock();
if (clock === undefined) throw new Error('the leader has no virtual clock');

const tools: Tools = {
  clock,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  spawn,
  load: (path) => import(new URL(`../../../${path}`, import.meta.url).href),
  async run(command, args, env = process.env) {
    const begunMs = performance.now();
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    // A program that hangs is killed with the test that gave up on it.
    process.once('exit', () => child.kill('SIGKILL'));
    const closed = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [code, out, err] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
    return { code, out, err, tookMs: performance.now() - begunMs };
  },
};

const say = (answer: unknown) => void process.stdout.write(`${JSON.stringify(answer)}\n`);

createInterface(process.stdin).on('line', (line) => {
  const { id, source, args } = JSON.parse(line) as { id: number; source: string; args: unknown };
  // The test's own function, sent as text.
  const evaluate = new Function('tools', 'args', `return (${source})(tools, args)`);
  Promise.resolve()
    .then(() => evaluate(tools, args))
    .then(
      (value) => say({ id, value }),
      (error: Error) => say({ id, error: error.stack }),
    );
});
process.stdin.once('end', () => process.exit());
say({ id: 0, value: process.env.LONGHAUL_TIME_PAGE });
