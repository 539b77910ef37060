// `node` as the workflows call it. Everything is the real command line but what needs browsers: `run` goes as far as looking for its
// browser, so that scenario and options are read and checked, and then leaves what an earlier rehearsal recorded; `doctor` only reads its options.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';

const [bin, command, ...options] = process.argv.slice(2);
const real = (args, env = {}) =>
  spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });
const option = (name) => options[options.indexOf(name) + 1];

switch (command) {
  case 'run': {
    const { status, stderr } = real(['run', ...options], { LONGHAUL_BROWSER: '/nonexistent/browser' });
    if (status !== 3 || !stderr.includes('/nonexistent/browser')) end(status, stderr);
    const part = options.includes('--shard') ? option('--shard').split('/')[0] : 'whole';
    cpSync(`${process.env.STAND_IN_RECORDED}/${part}`, option('--out'), { recursive: true });
    end(Number(process.env.STAND_IN_EXIT ?? 0));
    break;
  }
  case 'doctor':
    end(real(['doctor', ...options, '--help']).status);
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
