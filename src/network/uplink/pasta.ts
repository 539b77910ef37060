import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sleep } from '../../lib/clock.ts';
import { outputTail } from '../../lib/output-tail.ts';
import { run } from '../../lib/processes.ts';
import { NAMESPACES_DIRECTORY } from '../backends/namespaces/namespaces.ts';
import { readPrivilege } from '../user-namespace/privilege.ts';
import { UPLINK_DEVICE, type UplinkRoute } from './uplink-route.ts';

/** Addresses that only pasta and the internet node know. */
const ADDRESS = '10.77.254.2';
const GATEWAY = '10.77.254.1';
const PREFIX_BITS = '30';
const MTU = '1500';
/** Maximum start time; normally some 50 ms. */
const START_TIMEOUT_MS = 5000;
const STOP_TIMEOUT_MS = 800;

/**
 * Creates a route on which pasta sends the internet node's traffic from its own sockets. Needs no privilege, changes nothing
 * outside.
 */
export function pasta(program: string): UplinkRoute {
  return {
    name: 'pasta',
    async open({ ip, namespace, onFailure }) {
      const args = [
        ...['--foreground', '--quiet', '--ipv4-only', '--config-net', '--ns-ifname', UPLINK_DEVICE],
        ...['--address', ADDRESS, '--netmask', PREFIX_BITS, '--gateway', GATEWAY, '--mtu', MTU],
        // No port forwarding in either direction, and no mapping of the gateway to the machine's loopback.
        ...['--no-map-gw', '-t', 'none', '-u', 'none', '-T', 'none', '-U', 'none'],
        // Otherwise it would become "nobody", who may not enter the namespace.
        ...(readPrivilege() === 'root' ? ['--runas', '0'] : []),
        ...['--netns-only', '--netns', `${NAMESPACES_DIRECTORY}/${namespace}`],
      ];
      // pasta dies with this process in any case, because it does not change its user here.
      const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
      let state: 'starting' | 'open' | 'closing' = 'starting';
      const stderr = outputTail(child.stderr);
      const ended = once(child, 'close').then(
        ([code, signal]) => new Error(`pasta ended with ${signal ?? `code ${code}`}: ${stderr()}`),
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
          const why = death ?? new Error(`pasta did not start within ${START_TIMEOUT_MS} ms: ${stderr()}`);
          await close();
          throw why;
        }
      }
      state = 'open';
      return { gateway: GATEWAY, close };
    },
  };
}
