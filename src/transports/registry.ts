import type { TransportSettings } from '../model/scenario/transport.ts';
import { agora } from './agora.ts';
import { local } from './local.ts';
import type { Transport } from './transport.ts';
import { whip } from './whip.ts';

/**
 * Transports by their name in a scenario; one file and one line each. Names and settings are typed in
 * model/scenario/transport.ts, their syntax is in scenario/schema/transports/.
 */
export const TRANSPORTS = { agora, local, whip } as const satisfies { readonly local: Transport<undefined> } & {
  readonly [Id in keyof TransportSettings]: Transport<TransportSettings[Id]>;
};
