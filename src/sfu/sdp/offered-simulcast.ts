import { SdpError } from './sdp-error.ts';
import { PAYLOAD_TYPE, readNumber } from './sdp-number.ts';
import { excerpt, type SdpSection, type SdpValue } from './sdp-section.ts';

/** Simulcast of one section (RFC 8853). */
export interface OfferedSimulcast {
  /** Streams in the offer's order; empty without simulcast. */
  readonly rids: readonly string[];
  /** Payload types that a stream is limited to (RFC 8851 section 5.1), for streams that are. */
  readonly ridPayloadTypes: ReadonlyMap<string, readonly number[]>;
}

/** Longest rid that a header extension carries: its length is one byte (RFC 8285 section 4.3). */
const MAX_RID_LENGTH = 255;
/** Streams in one direction or in both (RFC 8853 section 5.1). */
const SIMULCAST = /^(?:send|recv)\s+\S+(?:\s+(?:send|recv)\s+\S+)?$/i;
/** Most simulcast streams accepted; Chromium sends three. */
const MAX_RIDS = 8;

/**
 * Parses "send q;h,alternative;~paused": takes the first alternative, and paused streams as well, since they may
 * resume. `payloadTypes` are those of the m= line. Throws SdpError.
 */
export function readSimulcast(section: SdpSection, payloadTypes: readonly number[]): OfferedSimulcast {
  const simulcast = section.only('simulcast');
  const { text = '', line } = simulcast ?? {};
  if (simulcast !== undefined && !SIMULCAST.test(text))
    throw new SdpError(
      `a=simulcast is malformed: "send" and streams such as "0;1;2" expected, got "${excerpt(text)}"`,
      line,
    );
  const streams = /(?:^|\s)send\s+(\S+)/i.exec(text)?.[1]?.split(';') ?? [];
  const rids = streams.map((alternatives) => (alternatives.split(',')[0] ?? '').replace('~', ''));
  if (rids.length > MAX_RIDS || new Set(rids).size !== rids.length)
    throw new SdpError(`a=simulcast must name 1 to ${MAX_RIDS} different streams`, line);
  const bad = rids.find((rid) => !/^[\w-]+$/.test(rid) || rid.length > MAX_RID_LENGTH);
  if (bad !== undefined) throw new SdpError(`a=simulcast names "${excerpt(bad)}", which is not a valid rid`, line);
  const declared = readRids(section, payloadTypes);
  const unknown = rids.find((rid) => !declared.has(rid));
  if (unknown !== undefined) throw new SdpError(`a=simulcast names "${unknown}", which no a=rid declares`, line);
  const limited = rids.flatMap((rid) => {
    const types = declared.get(rid);
    return types === undefined ? [] : [[rid, types] as const];
  });
  return { rids, ridPayloadTypes: new Map(limited) };
}

/** Reads the streams that the offerer sends, with the payload types that they are limited to, if they are. */
function readRids(section: SdpSection, payloadTypes: readonly number[]): Map<string, readonly number[] | undefined> {
  const declared = new Map<string, readonly number[] | undefined>();
  for (const value of section.values('rid')) {
    const [, id = '', restrictions = ''] = /^(\S+)\s+send\b\s*(.*)$/i.exec(value.text) ?? [];
    if (id === '') continue;
    if (declared.has(id)) throw new SdpError(`two lines of a=rid for the same stream: "${excerpt(id)}"`, value.line);
    declared.set(id, readPayloadTypes(restrictions, value, payloadTypes));
  }
  return declared;
}

function readPayloadTypes(
  restrictions: string,
  { line }: SdpValue,
  offered: readonly number[],
): readonly number[] | undefined {
  const [, list] = restrictions.split(';').flatMap((one) => /^\s*pt=(.*)$/i.exec(one) ?? []);
  if (list === undefined) return undefined;
  const types = list.split(',').map((type) => readNumber(type.trim(), PAYLOAD_TYPE, line));
  const usable = types.filter((type) => offered.includes(type));
  if (usable.length === 0) throw new SdpError(`a=rid has none of the m= line's payload types in pt=${list}`, line);
  return usable;
}
