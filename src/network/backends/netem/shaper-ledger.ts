import type { ShaperSecond } from '../../../model/recording/link-second.ts';
import type { LogHistogram } from '../../emulation/log-histogram.ts';
import { NamespaceFiles } from './namespace-files.ts';
import type { PipedLink } from './pipe-plan.ts';

/**
 * Per-second counts of what the network did beyond its links' settings. Devices count drops for lack of room. Drops behind
 * a link that corrupts do not count: the next device drops a packet with a corrupted header, as it should. Lateness is that
 * of the weather's steps; the kernel's own lateness is unknown.
 */
export class ShaperLedger {
  readonly #core: NamespaceFiles;
  readonly #hosts: readonly NamespaceFiles[];
  readonly #cables: readonly string[];
  readonly #corrupting: ReadonlySet<string>;
  readonly #lateness: LogHistogram;
  #before = { packets: 0, drops: 0, unroutable: 0 };

  constructor(
    core: string,
    hosts: readonly string[],
    cables: readonly string[],
    links: readonly PipedLink[],
    lateness: LogHistogram,
  ) {
    this.#core = new NamespaceFiles(core);
    this.#hosts = hosts.map((namespace) => new NamespaceFiles(namespace));
    this.#cables = cables;
    this.#corrupting = new Set(
      links
        .filter(({ profile }) => (profile.corruptFraction ?? 0) > 0)
        .flatMap(({ pipes }) => pipes.map(({ leaves }) => leaves)),
    );
    this.#lateness = lateness;
  }

  /** Returns the counts since the last call, and a function for the total packets that a device of the core has received. */
  take(): { shaper: ShaperSecond; receivedBy: (device: string) => number } {
    const inside = this.#core.interfaces();
    const before = this.#before;
    const now = {
      packets: sum(this.#cables.map((device) => inside.get(device)?.sentPackets ?? 0)),
      drops: sum([
        ...[...inside].filter(([device]) => !this.#corrupting.has(device)).map(([, { drops }]) => drops),
        ...this.#hosts.flatMap((host) => [...host.interfaces().values()].map(({ drops }) => drops)),
      ]),
      unroutable: this.#core.unroutable(),
    };
    this.#before = now;
    const p50 = this.#lateness.quantileMs(0.5);
    const p99 = this.#lateness.quantileMs(0.99);
    const max = this.#lateness.maxMs();
    this.#lateness.reset();
    const unroutable = now.unroutable - before.unroutable;
    const shaper: ShaperSecond = {
      packets: now.packets - before.packets,
      ...(p50 !== undefined && { latenessP50Ms: p50 }),
      ...(p99 !== undefined && { latenessP99Ms: p99 }),
      ...(max !== undefined && { latenessMaxMs: max }),
      unaskedDrops: now.drops - before.drops + unroutable,
      unroutable,
    };
    return { shaper, receivedBy: (device) => inside.get(device)?.receivedPackets ?? 0 };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
