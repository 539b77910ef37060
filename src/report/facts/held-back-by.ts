import type { LinkTotals } from '../../model/result/result.ts';
import { SKIP_WORDS } from '../messages/encoder-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';
import { lossShare } from './link-loss.ts';

/** Loss from which a sender may assume congestion: libwebrtc's loss-based control holds its rate from 2 % on, and bursts are averaged away. */
const NOTABLE_LOSS_FRACTION = 0.01;
/** Queue wait that delay-based congestion control reacts to, whatever the queue's limit (assumption, as in first-mile-explains.ts). */
const NOTABLE_WAIT_MS = 30;

/** Says what on the publisher's own line, in either direction, may have held its encoder back; undefined if no counter shows anything. */
export function heldBackBy(links: readonly LinkTotals[], needBps: number): Text | undefined {
  if (links.some(({ lostBlackout = 0 }) => lostBlackout > 0)) return SKIP_WORDS.heldBackDark;
  const out = links.filter(({ link }) => link.endsWith('/out'));
  const rateBps = Math.min(...out.flatMap(({ leastRateBps }) => leastRateBps ?? []));
  if (rateBps < needBps) return fill(SKIP_WORDS.heldBackSlow, { rate: formatQuantity(rateBps, 'bps') });
  const lost = Math.max(...links.map((link) => lossShare(link) ?? 0));
  if (lost >= NOTABLE_LOSS_FRACTION) return fill(SKIP_WORDS.heldBackLost, { share: formatQuantity(lost, 'fraction') });
  const waitMs = Math.max(...out.flatMap(({ queueDelayP95Ms }) => queueDelayP95Ms ?? []));
  return waitMs >= NOTABLE_WAIT_MS ? fill(SKIP_WORDS.heldBackWait, { ms: formatQuantity(waitMs, 'ms') }) : undefined;
}
