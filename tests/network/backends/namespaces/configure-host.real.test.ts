import { expect, it } from 'vitest';
import { run } from '../../../../src/lib/processes.ts';
import { configureHost } from '../../../../src/network/backends/namespaces/configure-host.ts';
import { nameHosts } from '../../../../src/network/backends/namespaces/name-hosts.ts';
import {
  makeNamespaces,
  NAMESPACES_DIRECTORY,
  removeNamespaces,
  tcpCongestionControl,
} from '../../../../src/network/backends/namespaces/namespaces.ts';
import { openTunDevice } from '../../../../src/network/backends/tun/tun-device.ts';
import { insideNamespace } from '../../../../src/network/linux/inside-namespace.ts';
import { close } from '../../../../src/network/linux/libc.ts';
import { BACKENDS } from '../../../../src/network/registry.ts';

const probe = await BACKENDS.tun.probe();

it.skipIf(!probe.works)(
  'gives a host its address, queue and route, says what the kernel refuses, and leaves the device when asked',
  async () => {
    const [host] = nameHosts([{ id: 'v1', role: 'viewer', address: '10.77.1.1' }]).hosts;
    const namespace = host?.namespace ?? '';
    const ip = async (...args: string[]) => JSON.parse(await run('ip', ['-n', namespace, '-j', ...args]));
    await makeNamespaces('ip', [namespace]);
    try {
      const device = openTunDevice(namespace, () => configureHost('10.77.1.1', 2.5));
      expect(await ip('link')).toMatchObject([
        { ifname: 'lo', flags: expect.arrayContaining(['UP']) },
        { ifname: 'eth0', mtu: 1500, txqlen: 5000, flags: expect.arrayContaining(['UP']) },
      ]);
      expect(await ip('address', 'show', 'eth0')).toMatchObject([
        { addr_info: [{ local: '10.77.1.1', prefixlen: 32 }] },
      ]);
      const route = await run('ip', ['-n', namespace, 'route']);
      expect(route.trim()).toBe(`default dev eth0 scope link rto_min 500ms congctl ${tcpCongestionControl()}`);
      const again = () => insideNamespace(`${NAMESPACES_DIRECTORY}/${namespace}`, () => configureHost('10.77.1.1'));
      expect(again).toThrow('address 10.77.1.1: EEXIST');
      device.leave();
      close(device.fd);
      expect(await ip('link')).toHaveLength(2);
    } finally {
      await removeNamespaces([namespace]);
    }
  },
);
