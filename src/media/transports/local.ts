import type { Transport } from './transport.ts';
import { exchange } from './whip-exchange.ts';

/** The embedded origin: WHIP in, WHEP out, like any other server. */
export const local: Transport = { publish: exchange, watch: exchange };
