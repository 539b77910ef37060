/**
 * Runs Debian's Janus (apt-get install janus) with a front that speaks WHIP and WHEP, until it is told to end:
 *   npx tsx scripts/janus/serve-janus.ts ADDRESS PORT [TOKEN]
 * Janus takes its own defaults, but for one room that anybody may publish to. Prints "ready", and Janus' process id.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJanusFront } from './janus-front.ts';

const CONFIGURATION: Readonly<Record<string, string>> = {
  // A WHIP server's candidates are all in its answer (RFC 9725 section 4.3.2).
  'janus.jcfg': 'general: { debug_level = 4 }\nnat: { full_trickle = false }\n',
  'janus.transport.http.jcfg': 'general: { json = "plain" http = true port = 8088 ip = "127.0.0.1" https = false }\n',
  'janus.plugin.videoroom.jcfg':
    'room-1234: { publishers = 4 bitrate = 0 audiocodec = "opus" videocodec = "h264,vp8" h264_profile = "42e01f" }\n',
};

const [address, port, token] = process.argv.slice(2);
if (address === undefined || port === undefined) throw new Error('usage: serve-janus.ts ADDRESS PORT [TOKEN]');

const directory = mkdtempSync(join(tmpdir(), 'longhaul-janus-'));
const forget = () => rmSync(directory, { recursive: true, force: true });
for (const [name, text] of Object.entries(CONFIGURATION)) writeFileSync(join(directory, name), text);

const janus = spawn('janus', [`--configs-folder=${directory}`, '--disable-colors'], {
  stdio: ['ignore', 'pipe', 'pipe'],
});
janus.once('error', (error) => {
  forget();
  console.error(`${error.message} (apt-get install janus)`);
  process.exit(1);
});
janus.once('exit', (code) => {
  forget();
  process.exit(code ?? 0);
});
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    forget();
    janus.kill('SIGTERM');
  });

let said = '';
await new Promise<void>((resolve) => {
  const hear = (data: Buffer) => {
    said += data.toString();
    if (/HTTP webserver started/.test(said)) resolve();
  };
  janus.stdout.on('data', hear);
  janus.stderr.on('data', hear);
});
const front = createJanusFront(token).listen(Number(port), address);
await once(front, 'listening');
console.log(`ready ${janus.pid}`);
