import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./pretend-server.mjs', import.meta.url));

/**
 * Namespaces that stand for a machine that runs longhaul, for the internet (198.51.100.10 and 2001:db8::10, TEST-NET-2 and
 * its IPv6 counterpart) and for that machine's local network (192.168.77.5, its name server, and a cloud's 169.254.169.254).
 * The machine is 198.51.100.2 outside and 192.168.77.1 inside; it does not forward packets, but could.
 */
export class PretendInternet {
  readonly machine = `lh-test-host-${process.pid}`;
  readonly #net = `lh-test-net-${process.pid}`;
  readonly #lan = `lh-test-lan-${process.pid}`;
  readonly #servers: ChildProcess[] = [];

  async open(): Promise<void> {
    const [host, net, lan] = [this.machine, this.#net, this.#lan];
    for (const name of [host, net, lan]) {
      sh(`ip netns add ${name}; ip -n ${name} link set lo up`);
      sh(`ip netns exec ${name} sh -c 'echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter'`);
    }
    sh(`
      ip link add outside netns ${host} type veth peer name wire netns ${net}
      ip link add inside netns ${host} type veth peer name wire netns ${lan}
      ip -n ${host} address add 198.51.100.2/24 dev outside
      ip -n ${host} address add 2001:db8::2/64 dev outside nodad
      ip -n ${host} address add 192.168.77.1/24 dev inside
      ip -n ${host} address add 169.254.169.1/24 dev inside
      ip -n ${host} link set outside up
      ip -n ${host} link set inside up
      ip -n ${host} route add default via 198.51.100.1
      ip -n ${net} address add 198.51.100.1/24 dev wire
      ip -n ${net} address add 198.51.100.10/24 dev wire
      ip -n ${net} address add 2001:db8::10/64 dev wire nodad
      ip -n ${net} link set wire up
      ip -n ${net} route add 192.168.77.0/24 via 198.51.100.2
      ip -n ${lan} address add 192.168.77.5/24 dev wire
      ip -n ${lan} address add 169.254.169.254/24 dev wire
      ip -n ${lan} link set wire up
      ip -n ${lan} route add default via 192.168.77.1`);
    mkdirSync(`/etc/netns/${host}`, { recursive: true });
    writeFileSync(`/etc/netns/${host}/resolv.conf`, 'nameserver 192.168.77.5\n');
    for (const [name, title, address] of [
      [host, 'the machine', '192.168.77.1'],
      [net, 'the internet', '198.51.100.10'],
      [lan, 'the local network', '192.168.77.5'],
    ] as const) {
      const server = spawn('ip', ['netns', 'exec', name, process.execPath, SERVER, title, address], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      this.#servers.push(server);
      await once(server.stdout, 'data');
    }
  }

  /** Returns the prefix of commands on the machine, with its name server. */
  enter(): string[] {
    return ['ip', 'netns', 'exec', this.machine];
  }

  /** Returns the prefix of commands on the internet, for a test's own servers. */
  enterInternet(): string[] {
    return ['ip', 'netns', 'exec', this.#net];
  }

  /**
   * Returns the prefix of commands on the machine that share all mounts, so that others see what a killed process leaves.
   */
  enterNetworkOnly(): string[] {
    return ['nsenter', `--net=/run/netns/${this.machine}`];
  }

  /** Returns the state of the machine's network: devices, forwarding, firewall. */
  state(): string {
    const look = 'ip -o link | cut -d: -f2; cat /proc/sys/net/ipv4/ip_forward; nft list ruleset';
    return this.onMachine(look);
  }

  onMachine(script: string): string {
    return sh(`ip netns exec ${this.machine} sh -ec '${script}'`);
  }

  onLan(script: string): string {
    return sh(`ip netns exec ${this.#lan} sh -ec '${script}'`);
  }

  close(): void {
    for (const server of this.#servers.splice(0)) server.kill('SIGKILL');
    for (const name of [this.machine, this.#net, this.#lan]) sh(`ip netns delete ${name} || true`);
    rmSync(`/etc/netns/${this.machine}`, { recursive: true, force: true });
    // Only if it contains nothing else.
    sh('rmdir /etc/netns || true');
  }
}

function sh(script: string): string {
  return execFileSync('sh', ['-ec', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
