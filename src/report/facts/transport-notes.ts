import type { Result } from '../../model/result/result.ts';
import type { AgoraSettings } from '../../model/scenario/agora-settings.ts';
import { type TransportChoice, type TransportSettings, transportId } from '../../model/scenario/transport.ts';
import type { WhipSettings } from '../../model/scenario/whip-settings.ts';
import { TRANSPORT_WORDS } from '../messages/transport-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';
import { agoraSettingsNote } from './agora-settings-note.ts';
import { connectionNotes } from './connection-notes.ts';

/** Notes that the reader of a transport's numbers must know; one entry per transport. */
const NOTES: { readonly [Id in keyof TransportSettings]: (settings: TransportSettings[Id]) => readonly Text[] } = {
  agora: agoraNotes,
  whip: whipNotes,
};

/** Returns sentences on how media travelled, where it was not by UDP to longhaul's own origin. */
export function transportNotes({ scenario, takes }: Result): readonly Text[] {
  const choices = [scenario.broadcast, ...(scenario.variants ?? []).map(({ broadcast }) => broadcast)];
  const different = new Map(choices.map(({ transport }) => [JSON.stringify(transport), transport]));
  return [...[...different.values()].flatMap(notesOf), ...connectionNotes({ scenario, takes }), ...clockNotes(takes)];
}

/** Describes the clock correction of the take with the largest clock error. */
function clockNotes(takes: Result['takes']): readonly Text[] {
  const known = takes.flatMap(({ clock }) => clock ?? []);
  const [clock] = known.toSorted((a, b) => b.errorMs - a.errorMs);
  if (clock === undefined) return [];
  const ms = (value: number) => formatQuantity(value, 'ms');
  return [fill(TRANSPORT_WORDS.clock, { server: clock.server, offset: ms(clock.offsetMs), error: ms(clock.errorMs) })];
}

function notesOf(choice: TransportChoice): readonly Text[] {
  if (typeof choice === 'string') return [];
  const id = transportId(choice);
  return Object.entries(NOTES).flatMap(([known, notes]) =>
    known === id ? notes(Object.values(choice)[0] as never) : [],
  );
}

function agoraNotes(settings: AgoraSettings): readonly Text[] {
  const { channel, publish } = settings;
  return [
    fill(publish === 'none' ? TRANSPORT_WORDS.agoraWatched : TRANSPORT_WORDS.agora, { channel }),
    ...agoraSettingsNote(settings),
  ];
}

function whipNotes({ publish, watch }: WhipSettings): readonly Text[] {
  const nameOf = (url: WhipSettings['publish']) => {
    if (typeof url === 'object') return 'env' in url ? `$${url.env}` : url.file;
    return url === undefined ? '' : new URL(url).host;
  };
  const names = { publish: nameOf(publish), watch: nameOf(watch) };
  if (publish === undefined) return [fill(TRANSPORT_WORDS.whipWatched, names)];
  return [fill(watch === undefined ? TRANSPORT_WORDS.whipPublished : TRANSPORT_WORDS.whip, names)];
}
