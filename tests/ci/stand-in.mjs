// `node` as the workflows call it. Everything is the real command line but what needs browsers: `run` goes as far as looking for its
// browser, at the machine's own speed, for which it need not start twice, so that scenario and options are read and checked, and then leaves what an earlier rehearsal recorded; `doctor` only reads its options.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [bin, command, ...options] = process.argv.slice(2);
const real = (args, env = {}) =>
  spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });
/** Asks the real command line what depends on its words and the scenario alone: workflows that ask the same get the same answer. */
const checked = (args, env) => {
  const question = JSON.stringify([args, readFileSync('gate.yaml', 'utf8')]);
  const file = join(process.env.STAND_IN_ANSWERS, createHash('sha256').update(question).digest('hex'));
  if (!existsSync(file)) {
    const { status, stderr } = real(args, env);
    writeFileSync(file, JSON.stringify({ status, stderr }));
  }
  return JSON.parse(readFileSync(file, 'utf8'));
};
const option = (name) => options[options.indexOf(name) + 1];

switch (command) {
  case 'run': {
    const { status, stderr } = checked(['run', ...options, '--slow', '1'], {
      LONGHAUL_BROWSER: '/nonexistent/browser',
    });
    if (status !== 3 || !stderr.includes('/nonexistent/browser')) end(status, stderr);
    const part = options.includes('--shard') ? option('--shard').split('/')[0] : 'whole';
    cpSync(`${process.env.STAND_IN_RECORDED}/${part}`, option('--out'), { recursive: true });
    end(Number(process.env.STAND_IN_EXIT ?? 0));
    break;
  }
  case 'doctor':
    end(checked(['doctor', ...options, '--help']).status);
    break;
  default: {
    const { status, stdout, stderr } = real([command, ...options]);
    process.stdout.write(stdout);
    end(status, stderr);
  }
}

function end(status, stderr = '') {
  process.stderr.write(stderr);
  process.exit(status ?? 1);
}
