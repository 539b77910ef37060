import type { NetworkBackend } from './backend.ts';
import { netem } from './backends/netem/netem.ts';
import { relay } from './backends/relay/relay.ts';
import { tun } from './backends/tun/tun.ts';

/** Ways to shape a network, in the order in which "auto" tries them. */
export const BACKENDS = { tun, netem, relay } as const satisfies Record<string, NetworkBackend>;

export type BackendId = keyof typeof BACKENDS;

/** The one that shapes without root, on any machine; the others need it, be it a user namespace's. */
export const UNPRIVILEGED: BackendId = 'relay';
