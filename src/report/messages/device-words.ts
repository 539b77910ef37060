import type { Text } from './words.ts';

/** What the report says of devices that were the limit. */
export const DEVICE_WORDS = {
  device: { en: 'The device', zh: '设备' },
  notNetwork: {
    en: 'The device, not the network, was the limit for {viewer} ({device}): its CPU was used up {share} of the time, while no link on its way lost more than {loss}.',
    zh: '{viewer}（{device}）的瓶颈在设备，不在网络：其 CPU 有 {share} 的时间已用尽，而沿途链路丢包均不超过 {loss}。',
  },
  too: {
    en: 'The device was at its limit too for {viewer} ({device}): its CPU was used up {share} of the time; the worst link on its way lost {loss}.',
    zh: '{viewer}（{device}）的设备也已到极限：其 CPU 有 {share} 的时间已用尽；沿途最差链路丢包 {loss}。',
  },
  atLimit: {
    en: 'The device was at its limit for {viewer} ({device}): its CPU was used up {share} of the time.',
    zh: '{viewer}（{device}）的设备已到极限：其 CPU 有 {share} 的时间已用尽。',
  },
  decoding: {
    en: 'Decoding took {decode} a frame; a frame lasts {frame}.',
    zh: '每帧解码耗时 {decode}，而一帧时长为 {frame}。',
  },
  advice: {
    en: 'Send such devices a smaller picture or fewer frames a second; a better line will not help them.',
    zh: '请为此类设备提供更小的画面或更低的帧率；更好的线路帮不了它们。',
  },
} as const satisfies Record<string, Text>;
