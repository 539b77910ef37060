import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sleep } from '../../../../src/lib/clock.ts';
import type { LinksLine } from '../../../../src/model/recording/sample-lines.ts';
import { openNetwork } from '../../../../src/network/open-network.ts';
import { BACKENDS } from '../../../../src/network/registry.ts';
import { link, topology } from '../../support/profiles.ts';

const probe = await BACKENDS.tun.probe();
if (!probe.works) process.stderr.write(`\nSKIPPED: no network to hold up: ${probe.why}; ${probe.advice}\n\n`);

const PEER = fileURLToPath(new URL('../../support/udp-peer.mjs', import.meta.url));

async function openPath() {
  const seconds: LinksLine[] = [];
  const links = [link('out', { delayMs: 5 }), link('back', { delayMs: 5 })];
  const network = await openNetwork(
    topology(['origin', 'v1'], links, [
      ['origin', 'v1', 'out'],
      ['v1', 'origin', 'back'],
    ]),
    {
      backend: 'tun',
      signal: new AbortController().signal,
      onSecond: (line) => seconds.push(line),
      onFailure: (error) => {
        throw error;
      },
    },
  );
  onTestFinished(() => network.close());
  return { network, seconds };
}

/** Returns the pid of the router that this process started last. */
function routerPid(): number {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tun/router.ts');
      } catch {
        return false;
      }
    });
  return Math.max(...pids);
}

describe.skipIf(!probe.works)('a frozen router', () => {
  it('counts packets that lay unread while it was frozen as late', async () => {
    const { network, seconds } = await openPath();
    const { command, args } = network.enter('v1');
    // One packet every 10 ms for 2 s.
    const flood = [PEER, 'flood', network.addressOf('origin'), 7000, 200, 100, 1].map(String);
    const sending = spawn(command, [...args, process.execPath, ...flood], { stdio: 'ignore' });
    const sent = once(sending, 'exit');
    const pid = routerPid();
    await sleep(500);
    for (let freeze = 0; freeze < 10; freeze++) {
      process.kill(pid, 'SIGSTOP');
      await sleep(20);
      process.kill(pid, 'SIGCONT');
      await sleep(70);
    }
    await sent;
    await sleep(1100);
    const worstMs = Math.max(...seconds.map(({ shaper }) => shaper.latenessMaxMs ?? 0));
    expect(worstMs).toBeGreaterThan(15);
  });
});

describe.skipIf(!probe.works)('a host without the internet', () => {
  it('fails to resolve a name at once', async () => {
    const { network } = await openPath();
    const { command, args } = network.enter('v1');
    const begunMs = performance.now();
    const asking = spawn(command, [...args, 'getent', 'ahostsv4', 'stream.example.com'], { stdio: 'ignore' });
    const [code] = await once(asking, 'exit');
    expect(code).not.toBe(0);
    // The C library waits for two timeouts of 5 s.
    expect(performance.now() - begunMs).toBeLessThan(3000);
  });
});
