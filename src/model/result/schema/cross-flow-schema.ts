import { z } from 'zod';

const crossTimes = {
  fromMs: z.number().exactOptional().describe('Start, since the window opened; absent: always there'),
  toMs: z.number().exactOptional().describe('End, since the window opened'),
};

export const crossFlowSchema = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('udp'),
        rateBps: z.number().describe('Rate while it sends, bit/s'),
        packetBytes: z.number().describe('Size of its IP packets'),
        onMs: z.number().exactOptional().describe('Mean length of its bursts; absent: all the time'),
        offMs: z.number().exactOptional().describe('Mean pause between them'),
        ...crossTimes,
      })
      .describe('UDP at a rate'),
    z
      .object({
        type: z.literal('tcp'),
        rttMs: z.number().describe('Round trip of its path without the wait in this queue'),
        control: z.literal('bbr').exactOptional().describe('Its congestion control; absent: CUBIC'),
        ecn: z.literal(true).exactOptional().describe('It understands ECN'),
        transfers: z
          .object({
            leastBytes: z.number().describe('Least size'),
            mostBytes: z.number().describe('Largest size'),
            pauseMs: z.number().describe('Mean pause between two'),
          })
          .exactOptional()
          .describe('One transfer after the other; absent: one without end'),
        ...crossTimes,
      })
      .describe('Model of TCP'),
    z
      .object({
        type: z.literal('rtc'),
        rttMs: z.number().describe('Round trip of its path without the wait in this queue'),
        mostBps: z.number().describe('Highest bit rate of its encoder'),
        ...crossTimes,
      })
      .describe('Model of a WebRTC video stream'),
  ])
  .describe('Other traffic');
