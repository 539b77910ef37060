/** What a qdisc has counted since it was made, and what it holds. */
export interface QdiscCounts {
  /** Sent on. */
  readonly packets: number;
  readonly bytes: number;
  /** Lost here or in a qdisc below. */
  readonly drops: number;
  readonly heldPackets: number;
  readonly heldBytes: number;
}

/** By device and handle, "p3a 1:". */
export type Snapshot = ReadonlyMap<string, QdiscCounts>;

/** From the JSON of `tc -s qdisc show`. */
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
