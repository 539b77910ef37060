import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { TYPESCRIPT_ARGS } from '../../src/lib/typescript-process.ts';
import { CpuGroup, sweepCpuGroups } from '../../src/participants/cpu-group.ts';

const NAME = `lh-test-${process.pid}`;
const refusal = await (async () => {
  try {
    await new CpuGroup(`${NAME}-probe`).close();
    return undefined;
  } catch (error) {
    return String(error);
  }
})();
if (refusal !== undefined) process.stderr.write(`\nSKIPPED: CPU limits of devices are not tested here: ${refusal}\n\n`);

function counted(group: CpuGroup) {
  const count = group.count();
  if (count === undefined) throw new Error('the kernel counts nothing');
  // The kernel allots by its own clock, which nobody slows.
  return { ...count, atMs: 1000 * Number.parseFloat(readFileSync('/proc/uptime', 'utf8')) };
}

/** Starts two busy threads in the group, which use more than one core if they may. */
function startBusy(group: CpuGroup) {
  const joins = group.joinFiles.map((file) => `echo $$ > ${file}`).join(' && ');
  const busy = 'new (require("worker_threads").Worker)("for(;;);", {eval: true}); for(;;);';
  const child = spawn('/bin/sh', ['-ec', `${joins} && exec ${process.execPath} -e '${busy}'`], { stdio: 'ignore' });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await group.close();
  });
  return child;
}

describe.skipIf(refusal !== undefined)('a CPU group', () => {
  it('holds process trees to their share, counts what they use, and leaves nothing behind', async () => {
    const group = new CpuGroup(`${NAME}-a`);
    const child = startBusy(group);
    await sleep(600);
    expect(readFileSync(group.joinFiles[0] ?? '', 'utf8').split('\n')).toContain(String(child.pid));
    const before = counted(group);
    expect(before.throttledPeriods).toBe(0);
    group.limit(0.2);
    await sleep(2000);
    const after = counted(group);
    const cores = (((after.usedS ?? 0) - (before.usedS ?? 0)) * 1000) / (after.atMs - before.atMs);
    // Never more than its share, except for one period at each end; less only if neighbours take even that.
    expect(cores).toBeLessThan(0.23);
    expect(cores).toBeGreaterThan(0.1);
    expect(after.throttledPeriods / after.periods).toBeGreaterThan(0.8);
    child.kill('SIGKILL');
    await group.close();
    expect(group.joinFiles.filter((file) => existsSync(dirname(file)))).toEqual([]);
    expect(group.count()).toBeUndefined();
  });

  it('bounds the CPUs that a program of ours in it takes for its own', async () => {
    const group = new CpuGroup(`${NAME}-own`);
    onTestFinished(() => group.close());
    group.limit(0.5);
    const joins = group.joinFiles.map((file) => `echo $$ > ${file}`).join(' && ');
    const module = JSON.stringify(new URL('../../src/lib/available-cpus.ts', import.meta.url).href);
    const program = `import(${module}).then(({ machineCpus }) => console.log(machineCpus().available))`;
    const args = ['-ec', `${joins} && exec "$@"`, 'sh', process.execPath, ...TYPESCRIPT_ARGS, '-e', program];
    expect(execFileSync('/bin/sh', args, { encoding: 'utf8' })).toBe('0.5\n');
  });

  it('is swept by name after a killed run', async () => {
    const group = new CpuGroup(`${NAME}-left`);
    expect(await sweepCpuGroups((name) => name === `${NAME}-other`)).toEqual([]);
    expect(await sweepCpuGroups((name) => name === `${NAME}-left`)).toEqual([`control group ${NAME}-left`]);
    expect(group.joinFiles.some((file) => existsSync(file))).toBe(false);
  });
});
