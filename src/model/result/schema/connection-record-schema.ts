import { z } from 'zod';
import type { ConnectionRecord } from '../../recording/connection-record.ts';

const waySchema = z
  .object({
    protocol: z.string().describe('"udp" or "tcp"; behind a relay, that between relay and server'),
    candidateType: z.string().describe('"host", "srflx", "prflx" or "relay"'),
    relayProtocol: z.string().exactOptional().describe('"udp", "tcp" or "tls" to the TURN server; absent without one'),
  })
  .describe('Way of media, as in the local candidate in use (W3C webrtc-stats)');

export const connectionRecordSchema = z
  .object({
    participant: z.string().describe('"publisher" or a viewer’s id'),
    ways: z.array(waySchema).describe('In the order of first use; empty where statistics did not report them'),
    reconnections: z.int().nonnegative().describe('Times that a lost connection was restored'),
    longestReconnectionMs: z.number().exactOptional().describe('The longest of them; absent without any'),
    isLost: z.literal(true).exactOptional().describe('The connection was lost and not restored'),
    failure: z.string().exactOptional().describe('Why it never connected, as its last attempt says'),
    udpBlocked: z.literal(true).exactOptional().describe('UDP is blocked on its way'),
  })
  .describe('How one participant was connected in the take') satisfies z.ZodType<ConnectionRecord>;
