import type { InvalidReason } from '../../model/result/verdict.ts';
import type { Text } from './words.ts';

interface SignalWords {
  /** What went wrong, as a producer would put it. */
  readonly title: Text;
  /** The signal's advice in Chinese; English is the signal's own. */
  readonly adviceZh: string;
}

const FREE_THE_MACHINE_ZH =
  '请关闭其他程序，减少观众数，减小画面尺寸或改用更省 CPU 的编码（h264），或换用核数更多的机器，然后重新彩排。';
const QUIETER_MACHINE_ZH = '本虚拟机与他人共享 CPU：请换个清闲的时段，或换用独占 CPU 的机器，再重新彩排。';
const RUN_AGAIN_ZH = '请重新彩排，并等待其完整结束。';

/** By signal id, as src/verdict defines them. A signal that is missing here is shown in its own English. */
const SIGNAL_WORDS: Readonly<Record<string, SignalWords>> = {
  'recording-cut-short': {
    title: { en: 'The rehearsal did not run to its end.', zh: '彩排没有完整结束。' },
    adviceZh: RUN_AGAIN_ZH,
  },
  'network-off-target': {
    title: {
      en: 'The emulated network was not what the scenario asks for.',
      zh: '模拟网络与场景所要求的不符。',
    },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  crashed: {
    title: { en: 'A part of the rehearsal crashed.', zh: '彩排过程中有程序崩溃。' },
    adviceZh: '多因内存不足：请减少观众数或增加内存；若再次发生，请保留录制文件并反馈。',
  },
  'no-media': {
    title: { en: 'No picture arrived, and the network is not the cause.', zh: '没有收到画面，且原因不在网络。' },
    adviceZh: '请在录制文件中查找页面或源站的错误后重新彩排；`longhaul doctor` 可检查浏览器。',
  },
  'host-busy': {
    title: { en: 'This machine’s CPUs were fully busy.', zh: '本机 CPU 已满负荷。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'cpu-stolen': {
    title: { en: 'Other virtual machines took this machine’s CPU time.', zh: '本机的 CPU 时间被其他虚拟机占用。' },
    adviceZh: QUIETER_MACHINE_ZH,
  },
  'cpu-stolen-on-average': {
    title: {
      en: 'Other virtual machines kept taking a share of this machine’s CPU time.',
      zh: '本机的 CPU 时间持续被其他虚拟机占用。',
    },
    adviceZh: QUIETER_MACHINE_ZH,
  },
  'cpu-pressure': {
    title: { en: 'Programs on this machine had to wait for a CPU.', zh: '本机程序需要排队等待 CPU。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'generator-late': {
    title: { en: 'This machine made the pictures to be sent too late.', zh: '本机生成待发送画面过晚。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'generator-often-late': {
    title: { en: 'This machine often made the pictures to be sent too late.', zh: '本机经常过晚生成待发送画面。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'encoder-slow': {
    title: { en: 'This machine is too slow to encode the video.', zh: '本机编码视频的速度不够。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'encoder-limited': {
    title: { en: 'The browser held its encoder back, for want of CPU.', zh: '浏览器因 CPU 不足而限制了编码。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'keyframes-missing': {
    title: { en: 'The encoder did not make the keyframes it was asked for.', zh: '编码器没有按要求生成关键帧。' },
    adviceZh: '请换用更新版本的 Chromium，或从场景中去掉 keyframeInterval。',
  },
  'publisher-under-rate': {
    title: { en: 'The stream was never sent at its full rate.', zh: '直播流始终未达到设定的码率或帧率。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'shaper-late': {
    title: { en: 'The emulated network delivered packets too late.', zh: '模拟网络投递数据包过晚。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'shaper-dropped': {
    title: { en: 'The emulated network lost packets it was not asked to lose.', zh: '模拟网络丢失了不该丢的数据包。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'origin-late': {
    title: { en: 'The media server on this machine could not keep up.', zh: '本机上的媒体源站处理不及时。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'viewer-timer-late': {
    title: { en: 'The viewers’ browsers on this machine could not keep up.', zh: '本机上的观众浏览器处理不及时。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'decoder-slow': {
    title: { en: 'This machine is too slow to decode the video.', zh: '本机解码视频的速度不够。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'frames-unread': {
    title: { en: 'Pictures arrived that could not be read.', zh: '部分画面已到达但无法读取。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  'runner-late': {
    title: { en: 'longhaul itself could not keep up on this machine.', zh: 'longhaul 自身在本机上处理不及时。' },
    adviceZh: FREE_THE_MACHINE_ZH,
  },
  unobserved: {
    title: { en: 'Part of the measured time was not observed.', zh: '测量时段有一部分未被观测到。' },
    adviceZh: '可能是本机太忙而来不及采样，或 longhaul 的某个部分已停止：请查看录制文件中的事件，然后重新彩排。',
  },
  'clocks-apart': {
    title: { en: 'Clocks on this machine disagreed.', zh: '本机各程序的时钟不一致。' },
    adviceZh: '轮次启动期间系统时钟被调整：待时钟稳定后重新彩排。',
  },
  'seen-before-made': {
    title: { en: 'Pictures were seen before they were made.', zh: '画面在生成之前就被看到。' },
    adviceZh: '推流端与观众端的时钟不一致：待时钟稳定后重新彩排；若在两台机器上，请设置 timeServer。',
  },
  'counters-disagree': {
    title: {
      en: 'What was counted of the stream does not fit what the network counted.',
      zh: '对直播流的计数与网络自身的计数不符。',
    },
    adviceZh: '请重新彩排；若再次出现，请保留录制文件并告知维护者：计数有误，或本机自身在丢包。',
  },
  'no-data': {
    title: { en: 'Something that has a limit could not be measured.', zh: '有设限的指标未能测得。' },
    adviceZh: '请在录制文件中查看该观众的情况；重新彩排，或从场景中去掉该限值。',
  },
  'within-error': {
    title: {
      en: 'A number is too near its limit for a machine this strained.',
      zh: '有指标过于接近限值，以本机的负荷状况无法判定。',
    },
    adviceZh: `${FREE_THE_MACHINE_ZH}离限值较远的结果在繁忙的机器上也能判定。`,
  },
  'nothing-judged': {
    title: { en: 'No limit applied to any region.', zh: '没有任何限值适用于各地区。' },
    adviceZh: '请在场景中至少设置一个限值。',
  },
  'no-take': {
    title: { en: 'Nothing was recorded.', zh: '没有任何录制内容。' },
    adviceZh: RUN_AGAIN_ZH,
  },
};

/** Checked against the seconds before the window; the same trouble, earlier. */
const BEFORE_WINDOW = '-before-window';

export interface InvalidReasonText {
  readonly title: Text;
  /** The reason with its numbers, as the signal gave it (English); undefined when the title is that already. */
  readonly detail?: string;
  readonly advice: Text;
}

/** The signal itself, whether it spoke in the window or before it. */
export function signalId(signal: string): string {
  return signal.endsWith(BEFORE_WINDOW) ? signal.slice(0, -BEFORE_WINDOW.length) : signal;
}

export function invalidReasonText({ signal, reason, advice }: InvalidReason): InvalidReasonText {
  const id = signalId(signal);
  const words = Object.hasOwn(SIGNAL_WORDS, id) ? SIGNAL_WORDS[id] : undefined;
  if (words === undefined) return { title: { en: reason, zh: reason }, advice: { en: advice, zh: advice } };
  return { title: words.title, detail: reason, advice: { en: advice, zh: words.adviceZh } };
}
