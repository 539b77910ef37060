import type { Link } from '../../src/model/scenario/network.ts';
import { RtcSource } from '../../src/network/emulation/cross/rtc-source.ts';
import { NONE, RouterCore } from '../../src/network/emulation/router-core.ts';
import { type CaseSecond, caseSecond } from './case-second.ts';

/**
 * Sends the model of a WebRTC stream over a link, whose cross traffic and everything else is as a rehearsal emulates it.
 * `backMs`: delay of the way back.
 */
export function simulateCase(link: Link, mostBps: number, backMs: number, durationS: number): CaseSecond[] {
  const source = new RtcSource({ type: 'rtc', rttMs: backMs, mostBps, fromMs: 0 }, link.seed + 1, 0);
  const nodes = ['a', 'b'].map((id, n) => ({ id, role: 'viewer' as const, address: `10.77.1.${n + 1}` }));
  const core = new RouterCore({ nodes, links: [link], routes: [{ from: 'a', to: 'b', links: [link.id] }] }, 8192, {
    weatherMs: 0,
    // Drop-tail: what is lost is the packet that has just come.
    observer: { dropped: () => source.refused(), copied: () => {}, corrupted: () => {} },
  });
  const route = core.routeBetween(0, 1);
  const seconds: CaseSecond[] = [];
  let nowMs = 0;
  while (seconds.length < durationS) {
    const secondMs = (seconds.length + 1) * 1000;
    nowMs = Math.max(nowMs, Math.min(source.nextMs, core.nextDueMs, secondMs));
    for (let slot = core.takeDue(nowMs); slot !== NONE; slot = core.takeDue(nowMs)) {
      source.left(core.dueMs(slot));
      core.release(slot);
    }
    if (source.nextMs <= nowMs) {
      const bytes = source.act(nowMs);
      if (bytes > 0) core.offer(core.reserve(), route, 1, bytes, nowMs);
    }
    if (nowMs < secondMs) continue;
    const second = core.takeSecond(nowMs)[0];
    if (second === undefined) throw new Error('a core without links');
    seconds.push(caseSecond(second, link.profile));
  }
  return seconds;
}
