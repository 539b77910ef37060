// node run-slowed.ts FACTOR COMMAND ARGUMENT...: runs a command in time slowed by a fixed factor. Must itself run in virtual
// time.
import { spawn } from 'node:child_process';
import { openVirtualClock } from '../../../src/time/virtual-clock.ts';

const [factor = '1', command = '', ...args] = process.argv.slice(2);
openVirtualClock()?.setFactor(Number(factor));
const child = spawn(command, args, { stdio: 'inherit' });
child.once('error', () => {
  process.exitCode = 1;
});
child.once('close', (code) => {
  process.exitCode = code ?? 1;
});
