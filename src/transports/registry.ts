import type { TransportSettings } from '../model/scenario/transport.ts';
import { agora } from './agora.ts';
import { local } from './local.ts';
import type { Transport } from './transport.ts';
import { whip } from './whip.ts';

/**
 * Ways to publish and watch, by the scenario's word for them; one file and one line each. The words and their settings
 * are model/transport.ts', how they are written is scenario/schema/transports/.
 */
export const TRANSPORTS = { agora, local, whip } as const satisfies { readonly local: Transport<undefined> } & {
  readonly [Id in keyof TransportSettings]: Transport<TransportSettings[Id]>;
};
