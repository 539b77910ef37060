/**
 * Spacing of a reference stream of 250 packets/s, about 2 Mbps of 1000-byte packets: one step of weather that goes by time.
 * Burst lengths given in packets are packets of this stream. (Our choice; netem steps once a packet instead, so there a
 * faster stream meets shorter bursts.)
 */
export const REFERENCE_PACKET_MS = 4;
