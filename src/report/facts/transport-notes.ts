import type { Result } from '../../model/result/result.ts';
import type { AgoraSettings } from '../../model/scenario/agora-settings.ts';
import { type TransportChoice, type TransportSettings, transportId } from '../../model/scenario/transport.ts';
import type { WhipSettings } from '../../model/scenario/whip-settings.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';

/** What a transport's name does not say and the reader of its numbers must know; one entry each. */
const NOTES: { readonly [Id in keyof TransportSettings]: (settings: TransportSettings[Id]) => readonly Text[] } = {
  agora: agoraNotes,
  whip: whipNotes,
};

/** Sentences on how media travelled, of each transport that the takes used besides longhaul's own origin. */
export function transportNotes({ scenario, takes }: Result): readonly Text[] {
  const choices = [scenario.broadcast, ...(scenario.variants ?? []).map(({ broadcast }) => broadcast)];
  const different = new Map(choices.map(({ transport }) => [JSON.stringify(transport), transport]));
  return [...[...different.values()].flatMap(notesOf), ...clockNotes(takes)];
}

/** Of the take whose clock was known least well. */
function clockNotes(takes: Result['takes']): readonly Text[] {
  const known = takes.flatMap(({ clock }) => clock ?? []);
  const [clock] = known.toSorted((a, b) => b.errorMs - a.errorMs);
  if (clock === undefined) return [];
  const ms = (value: number) => formatQuantity(value, 'ms');
  return [fill(WORDS.clock, { server: clock.server, offset: ms(clock.offsetMs), error: ms(clock.errorMs) })];
}

function notesOf(choice: TransportChoice): readonly Text[] {
  if (typeof choice === 'string') return [];
  const id = transportId(choice);
  return Object.entries(NOTES).flatMap(([known, notes]) =>
    known === id ? notes(Object.values(choice)[0] as never) : [],
  );
}

const WORDS = {
  clock: {
    en: 'This machine’s clock was corrected by {offset}, after {server}, and is right to ± {error}. Where the stream was published or watched on another machine, that one’s error comes on top in every latency.',
    zh: '本机时钟已按 {server} 校正 {offset}，误差不超过 ± {error}。若推流或观看在另一台机器上进行，其时钟误差也计入各项时延。',
  },
  both: {
    en: 'Published by WHIP to {publish} and watched by WHEP from {watch}: the real way to that server and back comes on top of the emulated lines, and is in every number.',
    zh: '通过 WHIP 推流到 {publish}，通过 WHEP 从 {watch} 观看：到该服务器的真实网络叠加在模拟线路之上，计入所有数值。',
  },
  watchOnly: {
    en: 'Watched by WHEP from {watch}; the stream is somebody else’s. Latency, stutter and clarity have data only if its picture bears longhaul’s time code, and latency then holds the difference of two machines’ clocks.',
    zh: '通过 WHEP 从 {watch} 观看他人的直播流。只有画面带有 longhaul 时间码时，时延、卡顿和清晰度才有数据，且时延包含两台机器的时钟差。',
  },
  publishOnly: {
    en: 'Published by WHIP to {publish}; nobody of longhaul’s watched, so what viewers get was not measured.',
    zh: '通过 WHIP 推流到 {publish}；longhaul 没有观众观看，因此观众侧没有测量。',
  },
  channel: {
    en: 'Over the channel {channel} of Agora’s: the real way to its edge and through its network comes on top of the emulated lines, and is in every number.',
    zh: '通过声网频道 {channel}：到其边缘节点及其网络内部的真实路径叠加在模拟线路之上，计入所有数值。',
  },
  channelWatched: {
    en: 'The channel {channel} of Agora’s is hosted by somebody else. Latency, stutter and clarity have data only if its picture bears longhaul’s time code, and latency then holds the difference of two machines’ clocks.',
    zh: '声网频道 {channel} 由他人主播。只有画面带有 longhaul 时间码时，时延、卡顿和清晰度才有数据，且时延包含两台机器的时钟差。',
  },
} as const satisfies Record<string, Text>;

function agoraNotes({ channel, publish }: AgoraSettings): readonly Text[] {
  return [fill(publish === 'none' ? WORDS.channelWatched : WORDS.channel, { channel })];
}

function whipNotes({ publish, watch }: WhipSettings): readonly Text[] {
  const of = (url: WhipSettings['publish']) => {
    if (typeof url === 'object') return 'env' in url ? `$${url.env}` : url.file;
    return url === undefined ? '' : new URL(url).host;
  };
  const names = { publish: of(publish), watch: of(watch) };
  if (publish === undefined) return [fill(WORDS.watchOnly, names)];
  return [fill(watch === undefined ? WORDS.publishOnly : WORDS.both, names)];
}
