#!/usr/bin/env node
// npm run rehearse [-- more arguments]: set up, then rehearse scenarios/quickstart.yaml.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const setup = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], { stdio: 'inherit' });
if (setup.status !== 0) process.exit(setup.status ?? 3);

const args = [
  join(root, 'bin', 'longhaul.mjs'),
  'run',
  join(root, 'scenarios', 'quickstart.yaml'),
  ...process.argv.slice(2),
];
const isRoot = process.getuid?.() === 0;
const maySudo = !isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
if (maySudo) console.error('rehearse: as root, with sudo: real-time priority keeps the timing');
const [command, commandArgs] = maySudo ? ['sudo', ['-E', '--', process.execPath, ...args]] : [process.execPath, args];
// Ctrl-C reaches the child by the terminal; wait for it to stop everything and to write the partial report.
process.on('SIGINT', () => {});
const { status } = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit' });
process.exit(status ?? 3);
