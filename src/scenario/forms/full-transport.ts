import type { Notes } from '../reading/notes.ts';
import { isMap } from '../reading/structure.ts';

/** Low stream that Agora's SDK sends unless told otherwise (agora-rtc-sdk-ng 4, enableDualStream). */
const SDK_LOW_STREAM = { size: '160x120', fps: 15, bitrate: '50 kbps' } as const;

/** Returns a transport whose dual stream is only switched on with the low stream of Agora's SDK; one switched off is none. */
export function fullTransport(transport: unknown, notes: Notes): unknown {
  if (!isMap(transport) || !isMap(transport.agora)) return transport;
  const { dualStream, ...agora } = transport.agora;
  if (dualStream === false) return { ...transport, agora };
  if (dualStream !== true) return transport;
  notes.warnings.push({
    path: ['broadcast', 'transport', 'agora', 'dualStream'],
    text: 'true is taken as {size: 160x120, fps: 15, bitrate: 50 kbps}, the low stream of Agora’s SDK',
  });
  return { ...transport, agora: { ...agora, dualStream: SDK_LOW_STREAM } };
}
