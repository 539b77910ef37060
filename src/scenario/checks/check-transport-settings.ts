import type { Broadcast } from '../../model/scenario/scenario.ts';
import { type TransportId, transportId } from '../../model/scenario/transport.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Settings that only some transports (`by`) support, and why the others cannot. */
const LIMITED = [
  {
    path: ['origin'],
    isAsked: ({ origin }: Broadcast) => origin !== undefined,
    by: ['local'] as readonly TransportId[],
    why: 'only the origin inside longhaul imitates another server',
  },
  {
    path: ['video', 'nack'],
    isAsked: ({ video }: Broadcast) => video.nack === false,
    by: ['local'] as readonly TransportId[],
    why: 'only the origin inside longhaul can be told not to retransmit',
  },
  {
    path: ['audio', 'red'],
    isAsked: ({ audio }: Broadcast) => audio.red === true,
    by: ['local', 'whip'] as readonly TransportId[],
    why: 'only WHIP leaves it to the publisher how sound is sent',
  },
  {
    path: ['audio', 'fec'],
    isAsked: ({ audio }: Broadcast) => audio.fec === false,
    by: ['local', 'whip'] as readonly TransportId[],
    why: 'Agora’s SDK always asks for in-band FEC',
  },
  {
    path: ['audio', 'dtx'],
    isAsked: ({ audio }: Broadcast) => audio.dtx === true,
    by: ['local', 'whip'] as readonly TransportId[],
    why: 'Agora’s SDK sends without pauses (DTX) from a microphone only',
  },
  {
    path: ['video', 'sourceSize'],
    isAsked: ({ video }: Broadcast) => video.sourceSize !== undefined,
    by: ['local', 'whip'] as readonly TransportId[],
    why: 'only WHIP leaves it to the publisher how the picture is scaled',
  },
] as const;

/** Refuses settings that the transport does not support; they are never ignored. */
export function checkTransportSettings(broadcast: Broadcast, path: Path, notes: Notes): void {
  const transport = transportId(broadcast.transport);
  for (const { path: setting, isAsked, by, why } of LIMITED)
    if (isAsked(broadcast) && !by.includes(transport))
      notes.diagnostics.push(
        diagnostic([...path, ...setting], `nothing: ${why}`, `it with the transport ${transport}`),
      );
}
