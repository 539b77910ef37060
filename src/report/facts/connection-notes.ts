import { type ConnectionRecord, type MediaWay, UDP_BLOCKED } from '../../model/recording/connection-record.ts';
import { failureInBoth } from '../../model/result/agora-failures.ts';
import type { Result } from '../../model/result/result.ts';
import { CONNECTION_WORDS } from '../messages/connection-words.ts';
import { ENUMERATION, fill, joinTexts, type Text } from '../messages/words.ts';
import { formatSeconds } from '../text/format.ts';
import { viewerName } from '../text/names.ts';

/** Most names in a sentence; the rest is counted. */
const MOST_NAMES = 4;

/**
 * Returns sentences on who was connected in another way than by UDP, lost the connection, or never had one; over all takes, a
 * participant at most once in each.
 */
export function connectionNotes({ scenario, takes }: Pick<Result, 'scenario' | 'takes'>): readonly Text[] {
  const records = takes.flatMap(({ connections = [] }) => connections);
  const who = (own: readonly ConnectionRecord[]): Text => {
    const names = [...new Set(own.map(({ participant }) => participant))].map((id) =>
      id === 'publisher' ? CONNECTION_WORDS.publisher : viewerName(scenario.regions, id),
    );
    const listed = joinTexts(names.slice(0, MOST_NAMES), ENUMERATION);
    const more = names.length - MOST_NAMES;
    return more > 0 ? fill(CONNECTION_WORDS.more, { names: listed, count: more }) : listed;
  };
  const sentence = (
    words: Text,
    own: readonly ConnectionRecord[],
    values: Readonly<Record<string, string | number | Text>> = {},
  ): readonly Text[] => (own.length === 0 ? [] : [fill(words, { who: who(own), ...values })]);

  const took = (test: (way: MediaWay) => boolean) => records.filter(({ ways }) => ways.some(test));
  const relays = records.flatMap(({ ways }) => ways.filter(({ candidateType }) => candidateType === 'relay'));
  const protocols = [...new Set(relays.map(({ relayProtocol }) => relayProtocol))];
  const blocked = records.filter(({ failure }) => failure?.startsWith(UDP_BLOCKED));
  // A server may also refuse viewers behind such a line.
  const failed = records.filter((record) => record.failure !== undefined && !blocked.includes(record));
  const reasons = [...new Set(failed.flatMap(({ failure }) => failure ?? []))];
  const restored = records.filter(({ reconnections }) => reconnections > 0);
  return [
    ...sentence(CONNECTION_WORDS.blocked, blocked),
    ...reasons.flatMap((reason) =>
      sentence(
        CONNECTION_WORDS.failed,
        failed.filter(({ failure }) => failure === reason),
        { reason: failureInBoth(reason) },
      ),
    ),
    ...sentence(
      CONNECTION_WORDS.lost,
      records.filter(({ isLost }) => isLost === true),
    ),
    ...sentence(CONNECTION_WORDS.reconnected, restored, {
      count: restored.reduce((sum, { reconnections }) => sum + reconnections, 0),
      time: formatSeconds(restored.reduce((most, each) => Math.max(most, each.longestReconnectionMs ?? 0), 0)),
    }),
    ...sentence(
      CONNECTION_WORDS.tcp,
      took((way) => way.candidateType !== 'relay' && way.protocol === 'tcp'),
    ),
    ...protocols.flatMap((protocol) =>
      sentence(
        protocol === undefined ? CONNECTION_WORDS.relayUnknown : CONNECTION_WORDS.relay,
        took((way) => way.candidateType === 'relay' && way.relayProtocol === protocol),
        protocol === undefined ? {} : { protocol: protocol.toUpperCase() },
      ),
    ),
  ];
}
