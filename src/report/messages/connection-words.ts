import type { Text } from './words.ts';

/** Texts on how participants were connected, where that is not plain UDP from join to end. */
export const CONNECTION_WORDS = {
  publisher: { en: 'the publisher', zh: '推流端' },
  more: { en: '{names} and {count} more', zh: '{names} 和另外 {count} 位' },
  tcp: {
    en: 'Media went over TCP (ICE-TCP): {who}. What is lost is sent again by TCP, and all behind it waits.',
    zh: '媒体经 TCP 传输（ICE-TCP）：{who}。丢失的数据由 TCP 重传，其后的数据须等待。',
  },
  relay: {
    en: 'Media went through a TURN server, reached over {protocol}: {who}.',
    zh: '媒体经 TURN 服务器中转（以 {protocol} 连接）：{who}。',
  },
  relayUnknown: {
    en: 'Media went through a TURN server, over which protocol is not known: {who}.',
    zh: '媒体经 TURN 服务器中转（连接方式未知）：{who}。',
  },
  blocked: {
    en: 'Could not connect, because UDP is blocked on the line: {who}. The server must offer media over TCP (ICE-TCP), or there must be a TURN server reached over TCP.',
    zh: '无法连接，因为线路封锁了 UDP：{who}。服务器须支持经 TCP 传输媒体（ICE-TCP），或须有可经 TCP 连接的 TURN 服务器。',
  },
  failed: { en: 'Could not connect: {who}. {reason}', zh: '无法连接：{who}。{reason}' },
  reconnected: {
    en: 'Lost the connection and restored it: {who} ({count} times in all, {time} at the longest).',
    zh: '连接中断后恢复：{who}（共 {count} 次，最长 {time}）。',
  },
  lost: {
    en: 'Lost the connection and had not got it back at the end: {who}.',
    zh: '连接中断，到结束时仍未恢复：{who}。',
  },
} as const satisfies Record<string, Text>;
