import type { Text } from '../../../model/result/text.ts';
import type { TroubleWay } from '../links/link-trouble.ts';

/** Sentences about a link at fault, by the way it was. */
export const SEGMENT_SENTENCES: Readonly<Record<TroubleWay, Text>> = {
  blackout: { en: '{link} let nothing through ({packets} packets lost)', zh: '{link}中断（丢失 {packets} 个包）' },
  loss: { en: '{link} lost {lost} of its packets in the worst second', zh: '{link}最差一秒丢包 {lost}' },
  unrepaired: {
    en: '{link} lost packets ({packets}) that nobody repaired',
    zh: '{link}丢失 {packets} 个包且未能修复',
  },
  repair: {
    en: '{link} lost packets ({packets}), and a repair takes {roundTrip} on this way',
    zh: '{link}丢失 {packets} 个包，在这条路径上补发需 {roundTrip}',
  },
  early: {
    en: '{link} lost packets ({packets}), a repair takes {roundTrip} on this way, and the jitter buffer did not wait for repairs yet',
    zh: '{link}丢失 {packets} 个包，在这条路径上补发需 {roundTrip}，而抖动缓冲此时尚未为补发预留时间',
  },
  repeated: {
    en: '{link} loses packets all the time ({packets} here), and one whose repair is lost too comes {roundTrip} too late',
    zh: '{link}一直丢包（此处 {packets} 个），补发若再次丢失，画面会再晚 {roundTrip}',
  },
  queue: {
    en: 'the queue of {link} dropped {lost} of its packets in the worst second',
    zh: '{link}队列溢出，最差一秒丢包 {lost}',
  },
  wait: { en: 'packets waited up to {waited} in the queue of {link}', zh: '数据包在{link}的队列中最长等待 {waited}' },
  delay: { en: '{link} took {delay} instead of {delayUsual}', zh: '{link}延迟由 {delayUsual} 升至 {delay}' },
};
