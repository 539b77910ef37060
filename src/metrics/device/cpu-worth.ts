// Work that a CPU second of this machine did while a viewer watched on a limited device, relative to the reference machine; mean
// over the seconds of the window. The device's share of the CPU is set by it.
// Source: a fixed piece of work, timed four times a second (time/cpu-worth.ts).

import { deviceMetric } from './device-metric.ts';

export const cpuWorth = deviceMetric(
  {
    id: 'cpuWorth',
    label: { en: 'Worth of a CPU second', zh: '每 CPU 秒的工作量' },
    better: 'neither',
    definition: {
      en: 'Work that a CPU second of this machine did, relative to the reference machine, by which the shares of device classes are defined. The viewer’s device gets more of a CPU that is worth less, and less of one that is worth more.',
      zh: '本机每 CPU 秒完成的工作量，以定义设备档位份额的参考机为 100%。低于 100% 时，该观众的设备获得更多 CPU 份额；高于 100% 时则更少。',
    },
    source: 'a fixed piece of work like a video decoder’s, timed four times a second',
    sentence: 'plain',
    margin: 'not-judged',
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  ({ cpuWorth: measured }) => measured,
  'what a CPU second is worth was not measured',
);
