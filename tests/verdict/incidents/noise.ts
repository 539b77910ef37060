import { createRandom } from '../../../src/lib/random.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';

/** Makes the little that goes wrong in every take: single lost packets, a wait in a queue now and then, uneven delays. */
export function noiseOf(seed: number) {
  const random = createRandom(seed);
  const noise = (line: RecordLine): RecordLine =>
    line.type !== 'links'
      ? line
      : {
          ...line,
          links: line.links.map((second) => {
            const lost = random() < 0.1 ? 1 : 0;
            return {
              ...second,
              ...{ lostRandom: lost, outPackets: second.outPackets - lost, meanDelayMs: 20 + 4 * random() },
              ...(second.link.endsWith('/out') && { queueDelayP95Ms: 8 * random(), queueDelayMaxMs: 25 * random() }),
            };
          }),
        };
  const wobbles = Array.from({ length: 64 }, () => Math.round(30 * random()));
  return { random, noise, wobbleMs: (at: number) => wobbles[Math.abs(at / 40) % 64] ?? 0 };
}
