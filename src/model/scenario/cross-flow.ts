/** Traffic that shares a bottleneck with the broadcast, emulated in its queue and nowhere else. */
export type CrossFlow = UdpCrossFlow | TcpCrossFlow | RtcCrossFlow;

interface CrossFlowTimes {
  /** Weather time at which it begins, ms; it has always been there unless set. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** Packets at a fixed rate, all the time or in bursts with pauses. */
export interface UdpCrossFlow extends CrossFlowTimes {
  readonly type: 'udp';
  readonly rateBps: number;
  readonly packetBytes: number;
  /** Mean length of the bursts, and of the pauses between them. */
  readonly onMs?: number;
  readonly offMs?: number;
}

/** Model of a bulk transfer by TCP. */
export interface TcpCrossFlow extends CrossFlowTimes {
  readonly type: 'tcp';
  /** Round trip of its path without the wait in this queue. */
  readonly rttMs: number;
  /** Congestion control, CUBIC (RFC 9438) unless set. */
  readonly control?: 'bbr';
  readonly ecn?: true;
  /** Sizes of one transfer after the other, drawn evenly between the two, and the mean pause; one without end unless set. */
  readonly transfers?: { readonly leastBytes: number; readonly mostBytes: number; readonly pauseMs: number };
}

/** Model of another video stream by WebRTC, whose encoder follows Google Congestion Control. */
export interface RtcCrossFlow extends CrossFlowTimes {
  readonly type: 'rtc';
  /** Round trip of its path without the wait in this queue. */
  readonly rttMs: number;
  /** Highest bit rate of its encoder. */
  readonly mostBps: number;
}
