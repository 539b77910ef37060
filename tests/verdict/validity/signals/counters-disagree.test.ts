import { describe, expect, it } from 'vitest';
import type { RecordLine } from '../../../../src/model/recording/recording.ts';
import { checkValidity } from '../../../../src/verdict/validity/check-validity.ts';
import { buildTake, secondOf } from '../../../build-recording.ts';

interface Second {
  /** Packets lost, by the links' ledgers. */
  readonly firstMile?: number;
  readonly haul?: number;
  readonly access?: number;
  /** Packets missing, by the origin, of the publisher's and of those it sent on. */
  readonly missing?: number;
  readonly sent?: number;
  readonly unsent?: number;
  /** Packets lost, by the browser, beside the 200 that it received. */
  readonly viewer?: number;
}

/** Returns the complaints about a recording with these counts in seconds 10 to 13. */
function complaints(dark: Second, viewers?: readonly { readonly id: string; readonly region: string }[]) {
  const isDark = (line: RecordLine) => secondOf(line) >= 10 && secondOf(line) < 14;
  const edit = (line: RecordLine): RecordLine => {
    const { firstMile = 0, haul = 0, access = 0, missing = 0, sent = 200, unsent = 0 } = isDark(line) ? dark : {};
    if (line.type === 'links') {
      const lostOn = { 'first-mile': firstMile, haul, access };
      const lost = (id: string) =>
        id.endsWith('/out') ? (lostOn[id.split(/[:/]/)[0] as keyof typeof lostOn] ?? 0) : 0;
      return { ...line, links: line.links.map((link) => ({ ...link, lostBurst: lost(link.link) })) };
    }
    if (line.type === 'origin' && line.publisher !== undefined)
      return {
        ...line,
        publisher: { ...line.publisher, packetsMissing: missing },
        viewers: [
          {
            ...{ viewer: 'sea-sg-1', packetsOut: 250, bytesOut: 240_000, nackedPackets: 0, rtxSent: 0, rtxRefused: 0 },
            ...{ pliReceived: 0, pacerDropped: 0, videoPacketsOut: sent, videoNumbersUnsent: unsent },
          },
        ],
      };
    if (line.type !== 'stats') return line;
    const seconds = Math.max(0, Math.min(4, secondOf(line) - 9));
    return {
      ...line,
      reports: line.reports.map((report) => {
        if (report.type === 'inbound-rtp' && report.kind === 'video')
          return { ...report, packetsLost: seconds * (dark.viewer ?? 0) };
        // The first mile takes 200 packets, 190 of them media.
        return report.type === 'outbound-rtp' ? { ...report, packetsSent: (secondOf(line) + 10) * 190 } : report;
      }),
    };
  };
  const { reasons } = checkValidity(buildTake({ edit, ...(viewers && { viewers }) }));
  return reasons.filter(({ signal }) => signal === 'counters-disagree').map(({ reason }) => reason);
}

describe('the media’s counters against the links’ ledgers', () => {
  it('agree where each hop counts what its links lost, and where nothing was lost', () => {
    expect(complaints({})).toEqual([]);
    expect(complaints({ firstMile: 170, missing: 160, sent: 40, unsent: 160, viewer: 160 })).toEqual([]);
    expect(complaints({ access: 150, sent: 345, viewer: 145 })).toEqual([]);
  });

  it('agree where probes and retransmissions were lost as well', () =>
    expect(complaints({ firstMile: 170, missing: 100 })).toEqual([]));

  it('disagree where the origin missed what no link lost', () =>
    expect(complaints({ firstMile: 10, missing: 100 })).toEqual([
      'The origin counted 400 lost packets (at most 91) on the first mile, whose links counted 40.',
    ]));

  it('disagree where a viewer counts losses on its own path that its links did not have', () =>
    expect(complaints({ viewer: 84, sent: 284 })).toEqual([
      'sea-sg-1 counted 336 lost packets (at most 40) on the way to sea-sg-1, whose links counted 0.',
    ]));

  it('agree where fewer are missing than links lost: nobody misses retransmissions, probes and padding', () => {
    expect(complaints({ firstMile: 170, missing: 0 })).toEqual([]);
    expect(complaints({ access: 150 })).toEqual([]);
  });

  it('agree where a haul lost the packets of others', () =>
    expect(
      complaints({ haul: 150 }, [
        { id: 'sea-sg-1', region: 'sea-sg' },
        { id: 'sea-sg-2', region: 'sea-sg' },
      ]),
    ).toEqual([]));

  it.each([
    ['agree where losses before the window show once what came after them was through a queue of 3 s', 3000, 0],
    ['disagree where there was no queue', 0, 1],
  ])('%s', (_, queueDelayMaxMs, faults) => {
    // The line loses 60 packets 2.5 s before the window; the browser counts them in its first second.
    const take = buildTake({
      edit(line) {
        if (line.type === 'links')
          return {
            ...line,
            links: line.links.map((link) =>
              link.link === 'access:sea-sg-1/out' && secondOf(line) < 0
                ? { ...link, queueDelayMaxMs, lostQueue: secondOf(line) === -3 ? 60 : 0 }
                : link,
            ),
          };
        if (line.type === 'origin')
          return {
            ...line,
            viewers: [
              {
                ...{ viewer: 'sea-sg-1', packetsOut: 250, bytesOut: 240_000, nackedPackets: 0, rtxSent: 0 },
                ...{ rtxRefused: 0, pliReceived: 0, pacerDropped: 0, videoPacketsOut: 200, videoNumbersUnsent: 0 },
              },
            ],
          };
        if (line.type !== 'stats') return line;
        const packetsLost = secondOf(line) >= 1 ? 90 : 0;
        return {
          ...line,
          reports: line.reports.map((report) =>
            report.type === 'inbound-rtp' && report.kind === 'video' ? { ...report, packetsLost } : report,
          ),
        };
      },
    });
    const found = checkValidity(take).reasons.filter(({ signal }) => signal === 'counters-disagree');
    expect(found).toHaveLength(faults);
  });
});
