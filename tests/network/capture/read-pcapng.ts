/** Packet of a capture. The reader follows the draft (draft-ietf-opsawg-pcapng), in either byte order, not our writer. */
export interface ReadPacket {
  /** Name of the interface. */
  readonly on: string;
  readonly atNs: bigint;
  readonly direction: 'in' | 'out' | undefined;
  readonly data: Buffer;
  readonly bytes: number;
  readonly comments: readonly string[];
  /** Packets lost on the interface since the last packet. */
  readonly lostBefore: number;
}

export interface ReadCapture {
  readonly comment: string | undefined;
  readonly interfaces: readonly { readonly name: string; readonly linkType: number; readonly snapBytes: number }[];
  readonly packets: readonly ReadPacket[];
  /** Comments of the statistics blocks. */
  readonly endings: readonly { readonly comment: string | undefined; readonly lost: number }[];
}

type Options = ReadonlyMap<number, readonly Buffer[]>;

/** Parses a capture file. Throws where it violates the draft, including at a truncated block. */
export function readPcapng(file: Buffer): ReadCapture {
  const little = file.readUInt32LE(8) === 0x1a2b3c4d;
  if (!little && file.readUInt32BE(8) !== 0x1a2b3c4d) throw new Error('no byte-order magic');
  const u16 = (from: Buffer, at: number) => (little ? from.readUInt16LE(at) : from.readUInt16BE(at));
  const u32 = (from: Buffer, at: number) => (little ? from.readUInt32LE(at) : from.readUInt32BE(at));
  const u64 = (from: Buffer, at: number) => (little ? from.readBigUInt64LE(at) : from.readBigUInt64BE(at));
  const padded = (bytes: number) => (bytes + 3) & ~3;

  const optionsIn = (body: Buffer): Options => {
    const options = new Map<number, Buffer[]>();
    for (let at = 0; at < body.length; ) {
      const [code, bytes] = [u16(body, at), u16(body, at + 2)];
      if (code === 0) {
        if (bytes !== 0 || at + 4 !== body.length) throw new Error('options go on after their end');
        return options;
      }
      const value = body.subarray(at + 4, at + 4 + bytes);
      if (body.subarray(at + 4 + bytes, at + 4 + padded(bytes)).some((byte) => byte !== 0))
        throw new Error('an option is not padded with 0');
      options.set(code, [...(options.get(code) ?? []), value]);
      at += 4 + padded(bytes);
    }
    if (body.length > 0) throw new Error('options without an end');
    return options;
  };
  const text = (options: Options, code: number) => options.get(code)?.[0]?.toString();

  let comment: string | undefined;
  const interfaces: { name: string; linkType: number; snapBytes: number }[] = [];
  const packets: ReadPacket[] = [];
  const endings: ReadCapture['endings'][number][] = [];
  for (let at = 0; at < file.length; ) {
    if (at + 12 > file.length) throw new Error(`cut short at ${at}`);
    const [type, bytes] = [u32(file, at), u32(file, at + 4)];
    if (bytes % 4 !== 0 || at + bytes > file.length || u32(file, at + bytes - 4) !== bytes)
      throw new Error(`the block at ${at} is not ${bytes} bytes`);
    const body = file.subarray(at + 8, at + bytes - 4);
    at += bytes;
    switch (type) {
      case 0x0a0d0d0a:
        if (u16(body, 4) !== 1 || u16(body, 6) !== 0) throw new Error('not version 1.0');
        comment = text(optionsIn(body.subarray(16)), 1);
        break;
      case 1: {
        const options = optionsIn(body.subarray(8));
        if (options.get(9)?.[0]?.[0] !== 9) throw new Error('not in ns');
        interfaces.push({ name: text(options, 2) ?? '', linkType: u16(body, 0), snapBytes: u32(body, 4) });
        break;
      }
      case 5: {
        const options = optionsIn(body.subarray(12));
        const lost = options.get(5)?.[0];
        endings.push({ comment: text(options, 1), lost: lost === undefined ? 0 : Number(u64(lost, 0)) });
        break;
      }
      case 6: {
        const kept = u32(body, 12);
        const options = optionsIn(body.subarray(20 + padded(kept)));
        if (body.subarray(20 + kept, 20 + padded(kept)).some((byte) => byte !== 0))
          throw new Error('a packet is not padded with 0');
        const flags = options.get(2)?.[0];
        const lost = options.get(4)?.[0];
        packets.push({
          on: interfaces[u32(body, 0)]?.name ?? '',
          atNs: BigInt(u32(body, 4)) * 2n ** 32n + BigInt(u32(body, 8)),
          direction: flags === undefined ? undefined : ([undefined, 'in', 'out'] as const)[u32(flags, 0) & 3],
          data: body.subarray(20, 20 + kept),
          bytes: u32(body, 16),
          comments: (options.get(1) ?? []).map(String),
          lostBefore: lost === undefined ? 0 : Number(u64(lost, 0)),
        });
        break;
      }
      default:
        throw new Error(`a block of type ${type}`);
    }
  }
  return { comment, interfaces, packets, endings };
}
