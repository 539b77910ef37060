/** Counts of a qdisc since it was created, and what it holds now. */
export interface QdiscCounts {
  /** Packets and bytes sent on. */
  readonly packets: number;
  readonly bytes: number;
  /** Packets lost here or in a child qdisc. */
  readonly drops: number;
  readonly heldPackets: number;
  readonly heldBytes: number;
}

/** Counts by device and handle, such as "p3a 1:". */
export type Snapshot = ReadonlyMap<string, QdiscCounts>;

/** Parses the JSON output of `tc -s qdisc show`. */
export function parseQdiscs(json: string): Snapshot {
  const counts = new Map<string, QdiscCounts>();
  for (const { dev, handle, packets, bytes, drops, qlen, backlog } of JSON.parse(json) as Record<string, unknown>[])
    if (handle !== '0:')
      counts.set(`${dev} ${handle}`, {
        packets: Number(packets),
        bytes: Number(bytes),
        drops: Number(drops),
        heldPackets: Number(qlen),
        heldBytes: Number(backlog),
      });
  return counts;
}
