import type { AgoraSettings } from './agora-settings.ts';
import type { WhipSettings } from './whip-settings.ts';

/** Settings of the transports that have any, by transport id. */
export interface TransportSettings {
  readonly agora: AgoraSettings;
  readonly whip: WhipSettings;
}

export type TransportId = 'local' | keyof TransportSettings;

/** Transport of a broadcast, as written in the scenario: "local" (the origin inside longhaul), or `{whip: {...}}`. */
export type TransportChoice =
  | 'local'
  | {
      readonly [Id in keyof TransportSettings]: { readonly [_ in Id]: TransportSettings[Id] };
    }[keyof TransportSettings];

export function transportId(choice: TransportChoice): TransportId {
  return typeof choice === 'string' ? choice : (Object.keys(choice)[0] as TransportId);
}

/** Reports whether we publish the stream; otherwise it is somebody else's and we only watch. */
export function isPublished(choice: TransportChoice): boolean {
  if (typeof choice === 'string') return true;
  return 'whip' in choice ? choice.whip.publish !== undefined : choice.agora.publish !== 'none';
}

/** Reports whether our own viewers watch; otherwise only others do, and we see nothing of them. */
export function isWatched(choice: TransportChoice): boolean {
  return typeof choice === 'string' || !('whip' in choice) || choice.whip.watch !== undefined;
}
