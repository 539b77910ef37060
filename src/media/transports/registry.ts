import { local } from './local.ts';
import type { Transport } from './transport.ts';

/** Ways to publish and watch, by the scenario's word for them; one file and one line each. */
export const TRANSPORTS = { local } as const satisfies Record<string, Transport>;

export type TransportId = keyof typeof TRANSPORTS;
