import type { AgoraSettings } from './agora-settings.ts';
import type { WhipSettings } from './whip-settings.ts';

/** Settings of the transports that have any, by their names; one line each. */
export interface TransportSettings {
  readonly agora: AgoraSettings;
  readonly whip: WhipSettings;
}

export type TransportId = 'local' | keyof TransportSettings;

/** How media is published and watched, as in the scenario: "local" (the origin inside longhaul), or `{whip: {...}}`. */
export type TransportChoice =
  | 'local'
  | {
      readonly [Id in keyof TransportSettings]: { readonly [_ in Id]: TransportSettings[Id] };
    }[keyof TransportSettings];

export function transportId(choice: TransportChoice): TransportId {
  return typeof choice === 'string' ? choice : (Object.keys(choice)[0] as TransportId);
}

/** Whether the stream is ours; else it is somebody else's, whom we only watch. */
export function isPublished(choice: TransportChoice): boolean {
  if (typeof choice === 'string') return true;
  return 'whip' in choice ? choice.whip.publish !== undefined : choice.agora.publish !== 'none';
}

/** Whether viewers of ours watch; else others do, of whom we see nothing. */
export function isWatched(choice: TransportChoice): boolean {
  return typeof choice === 'string' || !('whip' in choice) || choice.whip.watch !== undefined;
}
