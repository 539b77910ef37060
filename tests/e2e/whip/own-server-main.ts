/**
 * Media server of the tests of --with: longhaul's origin, as a stranger. node --import tsx own-server-main.ts ADDRESS PORT HABIT
 * ill: says megabytes first, listens late, takes no notice of SIGTERM, and dies some seconds after a viewer has come.
 * well: none of that.
 */
import { startOrigin } from '../../../src/sfu/process/start-origin.ts';

const [address = '', port = '', habit] = process.argv.slice(2);
if (habit === 'ill') {
  process.on('SIGTERM', () => {});
  for (let line = 0; line < 100; line++) process.stdout.write(`${'x'.repeat(50_000)}\n`);
  await new Promise((done) => setTimeout(done, 3000));
} else process.on('SIGTERM', () => process.exit(0));
let seconds = 0;
await startOrigin({
  ...{ enter: { command: '', args: [] }, address, port: Number(port), signal: new AbortController().signal },
  onSecond({ viewers }) {
    if (habit !== 'ill' || viewers.length === 0 || ++seconds < 6) return;
    console.error('out of cheese');
    process.exit(9);
  },
  onLog: () => {},
  onExit: () => process.exit(1),
});
