import type { NetworkBackend } from './backend.ts';
import { netem } from './backends/netem/netem.ts';
import { relay } from './backends/relay/relay.ts';
import { tun } from './backends/tun/tun.ts';

/** Network backends, in the order in which "auto" tries them. Each loads what builds its network once it is asked to: options and checks need none of it. */
export const BACKENDS = { tun, netem, relay } as const satisfies Record<string, NetworkBackend>;

export type BackendId = keyof typeof BACKENDS;

/** Backend that works without root on any machine; the others need root, if only of a user namespace. */
export const UNPRIVILEGED: BackendId = 'relay';
