/**
 * Packet spacing of a reference stream, ms: 250 packets/s, or about 2 Mbps in packets of 1000 bytes. Weather advances
 * in steps of this length, and burst lengths in packets are packets of this stream. (Our choice; netem advances once
 * per packet, so that a faster stream meets shorter bursts.)
 */
export const REFERENCE_PACKET_MS = 4;
