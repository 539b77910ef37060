import { FREE_THE_MACHINE } from '../../verdict/validity/advice.ts';
import type { Fault } from '../../verdict/validity/fault.ts';

const QUIETER_MACHINE = {
  en: 'This virtual machine shares its CPUs with others: run again at a quieter time, or on a machine with dedicated cores.',
  zh: '本虚拟机与他人共享 CPU：请换个清闲的时段，或换用独占 CPU 的机器，再重新彩排。',
};

/** Signals of earlier versions, which results written then still name. */
export const RETIRED_SIGNALS: readonly Fault[] = [
  {
    id: 'host-busy',
    title: { en: 'This machine’s CPUs were fully busy.', zh: '本机 CPU 已满负荷。' },
    advice: FREE_THE_MACHINE,
    remedy: 'slow-down',
  },
  {
    id: 'cpu-stolen',
    title: { en: 'Other virtual machines took this machine’s CPU time.', zh: '本机的 CPU 时间被其他虚拟机占用。' },
    advice: QUIETER_MACHINE,
    remedy: 'slow-down',
  },
  {
    id: 'cpu-stolen-on-average',
    title: {
      en: 'Other virtual machines kept taking a share of this machine’s CPU time.',
      zh: '本机的 CPU 时间持续被其他虚拟机占用。',
    },
    advice: QUIETER_MACHINE,
    remedy: 'slow-down',
  },
  {
    id: 'cpu-pressure',
    title: { en: 'Programs on this machine had to wait for a CPU.', zh: '本机程序需要排队等待 CPU。' },
    advice: FREE_THE_MACHINE,
    remedy: 'slow-down',
  },
];
