import { execFileSync } from 'node:child_process';
import { type OriginProcess, startOrigin } from '../../../src/sfu/process/start-origin.ts';

/** A rarely used range of RFC 1918, unless another is asked for. */
const RANGE = '192.168.219';

/**
 * A namespace beside the machine's own network, in the place of somebody's local network with a media server in it. The
 * server knows nothing of longhaul's emulated hosts: they come to it as the machine.
 */
export class ForeignNetwork {
  readonly address: string;
  readonly namespace = `lh-test-media-${process.pid}`;
  readonly #device = `lhtm${process.pid}`;

  constructor(range = RANGE) {
    this.address = `${range}.2`;
    // The machine's end must not be called lh*: to our own firewall rules it is a stranger.
    const device = this.#device.replace('lh', 'x');
    sh(`
      ip netns add ${this.namespace}
      ip link add ${device} type veth peer name wire netns ${this.namespace}
      ip address add ${range}.1/30 dev ${device}
      ip link set ${device} up
      ip -n ${this.namespace} address add ${this.address}/30 dev wire
      ip -n ${this.namespace} link set lo up
      ip -n ${this.namespace} link set wire up`);
  }

  get enter() {
    return { command: 'ip', args: ['netns', 'exec', this.namespace] };
  }

  /** The embedded origin as a stranger: what longhaul knows of it is two URLs. */
  origin(signal: AbortSignal): Promise<OriginProcess> {
    return startOrigin({
      ...{ enter: this.enter, address: this.address, port: 8080, signal },
      onSecond: () => {},
      onLog: () => {},
      onExit: (error) => {
        throw error;
      },
    });
  }

  close(): void {
    sh(`ip netns delete ${this.namespace}`);
  }
}

function sh(script: string): void {
  execFileSync('sh', ['-ec', script], { stdio: ['ignore', 'ignore', 'inherit'] });
}
