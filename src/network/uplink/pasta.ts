import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sleep } from '../../lib/clock.ts';
import { run } from '../../lib/processes.ts';
import { NAMESPACES_DIRECTORY } from '../backends/namespaces/namespaces.ts';
import { privilege } from '../user-namespace/privilege.ts';
import { UPLINK_DEVICE } from './uplink-device.ts';
import type { UplinkRoute } from './uplink-route.ts';

/** Known to pasta and the internet node only. */
const ADDRESS = '10.77.254.2';
const GATEWAY = '10.77.254.1';
const PREFIX_BITS = '30';
const MTU = '1500';
/** It takes some 50 ms. */
const START_TIMEOUT_MS = 5000;
const STOP_TIMEOUT_MS = 800;
const STDERR_TAIL_CHARACTERS = 1000;

/** What the internet node sends leaves by sockets of this process, which needs no privilege and changes nothing outside. */
export function pasta(program: string): UplinkRoute {
  return {
    name: 'pasta',
    async open({ ip, namespace, onFailure }) {
      const args = [
        ...['--foreground', '--quiet', '--ipv4-only', '--config-net', '--ns-ifname', UPLINK_DEVICE],
        ...['--address', ADDRESS, '--netmask', PREFIX_BITS, '--gateway', GATEWAY, '--mtu', MTU],
        // Neither the machine's own ports inside, nor ports inside on the machine, nor its loopback as the gateway.
        ...['--no-map-gw', '-t', 'none', '-u', 'none', '-T', 'none', '-U', 'none'],
        // Else it would become "nobody", who may not enter the namespace.
        ...(privilege() === 'root' ? ['--runas', '0'] : []),
        ...['--netns-only', '--netns', `${NAMESPACES_DIRECTORY}/${namespace}`],
      ];
      // It ends with this process, however that ends; unless it changes its user, as it does not here.
      const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
      let state: 'starting' | 'open' | 'closing' = 'starting';
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr = (stderr + chunk.toString()).slice(-STDERR_TAIL_CHARACTERS);
      });
      const ended = once(child, 'close').then(
        ([code, signal]) => new Error(`pasta ended with ${signal ?? `code ${code}`}: ${stderr.trim()}`),
        (error: Error) => error,
      );
      let death: Error | undefined;
      void ended.then((error) => {
        death = error;
        if (state === 'open') onFailure(error);
      });
      const close = async () => {
        state = 'closing';
        child.kill();
        const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
        await ended;
        clearTimeout(timer);
      };
      const deadlineMs = performance.now() + START_TIMEOUT_MS;
      while (
        !(await run(ip, ['-n', namespace, 'route', 'show', 'dev', UPLINK_DEVICE]).catch(() => '')).includes(GATEWAY)
      ) {
        if (death === undefined && performance.now() < deadlineMs) await sleep(20);
        else {
          const why = death ?? new Error(`pasta did not start within ${START_TIMEOUT_MS} ms: ${stderr.trim()}`);
          await close();
          throw why;
        }
      }
      state = 'open';
      return { gateway: GATEWAY, close };
    },
  };
}
