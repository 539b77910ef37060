import { type Phrase, translate } from './phrases.ts';
import { noDataReason } from './verdict-words.ts';
import { inChinese, type Text } from './words.ts';

/** A number's bound, at the end of what is said of it. */
const BOUND = /^(.*) \((at most|at least) ([^()]*)\)(\.?)$/s;
function zh(text: string): string {
  const [, said = '', side = '', bound = '', stop = ''] = BOUND.exec(text) ?? [];
  if (said === '') return translate(text, EVIDENCE).zh;
  return zh(said + stop).replace(/(?=[。.]?$)/, boundOf(side, bound));
}
const boundOf = (side: string, bound: string) => `（${side === 'at least' ? '下限' : '上限'} ${bound}）`;
/** Returns the share of seconds that may be spoilt; empty in results that do not say it. */
const most = (bound: string) => (bound === '' ? '' : boundOf('at most', bound));
/** Puts each part of a list into Chinese. */
const each = (list: string, separator: string, chinese = '；') => list.split(separator).map(zh).join(chinese);
/** Puts what follows a number's name in brackets, a reason, into Chinese. */
const reasonIn = (text: string) => text.replace(/\((.*?)\)/g, (_, reason: string) => `（${noDataReason(reason).zh}）`);

/** Names of what a calibration checks, as its signal writes them. */
const QUANTITIES: Readonly<Record<string, string>> = {
  Delay: '延迟',
  'Delay packet by packet': '逐包延迟',
  Jitter: '抖动',
  Loss: '丢包',
  'Share wrongly lost or not': '丢包判定错误的比例',
  Rate: '速率',
  'Full queue': '满队列',
  'Round trip': '往返延迟',
};

const PLACES: Readonly<Record<string, string>> = {
  'The origin': '源站',
  'the first mile': '推流首段',
  'the host': '本机',
  'the network': '网络',
  'the origin': '源站',
  'the publisher': '推流端',
};
const place = (name: string) =>
  PLACES[name] ??
  name
    .replace(/^the way to (.*)$/, '到 $1 的路径')
    .replace(/^the device of (.*)$/, '$1 的设备')
    .replace(/^the sound of (.*)$/, '$1 的声音');

/** Chinese for the sentence, with its numbers, in which a validity signal says what it found. */
const EVIDENCE: readonly Phrase[] = [
  [/^seeds? ([\d, ]+): (.*)$/s, (seeds = '', text = '') => `种子 ${seeds.replaceAll(', ', '、')}：${zh(text)}`],
  [
    /^In (\d+) of (\d+) measured seconds?(?: \(at most (.*?)\))?: at worst (.*)\.$/,
    (bad = '', all = '', bound = '', worst = '') =>
      `测量的 ${all} 秒中有 ${bad} 秒${most(bound)}，最差：${zh(worst)}。`,
  ],
  [
    /^In (\d+) of (\d+) s between the first join and the measured time(?: \(at most (.*?)\))?: at worst (.*)\. The viewers' buffers may still be swollen by it\.$/,
    (bad = '', all = '', bound = '', worst = '') =>
      `首位观众进入至测量开始的 ${all} 秒中有 ${bad} 秒${most(bound)}，最差：${zh(worst)}。观众的缓冲可能仍因此偏大。`,
  ],
  [
    /^the encoder took (.*?) for a frame(?: \(at most (.*?)\))?, with one due every (.*)$/,
    (took = '', bound = '', due = '') => `编码一帧用了 ${took}${most(bound)}，而每 ${due} 就有一帧`,
  ],
  [/^the decoder of (\S+) took (.*) for a frame$/, '$1 解码一帧用了 $2'],
  [/^the browser held its encoder back for want of CPU (.*) of the time$/, '$1 的时间里浏览器因 CPU 不足而限制了编码'],
  [/^the origin was (.*) late (?:at p99|\(p99\))$/, '源站晚了 $1（p99）'],
  [/^longhaul itself was (.*) late (?:at p99|\(p99\))$/, 'longhaul 自身晚了 $1（p99）'],
  [/^a timer of (\S+) was (.*) late (?:at p99|\(p99\))$/, '$1 的计时器晚了 $2（p99）'],
  [/^the emulated network lost (\d+) packets? that it should have carried$/, '模拟网络丢了 $1 个不该丢的包'],
  [/^the emulated network delivered packets (.*) late (?:at p99|\(p99\))$/, '模拟网络晚投递了 $1（p99）'],
  [/^the CPUs were (.*) busy$/, 'CPU 占用 $1'],
  [/^(.*) of the CPU was taken by other machines$/, '$1 的 CPU 被其他虚拟机占去'],
  [/^(\d+) frames? (?:was|were) never made$/, '有 $1 帧始终没有生成'],
  [/^a frame was made (.*) late$/, '有一帧晚了 $1 才生成'],
  [/^(.*) of a second's frames were made late$/, '一秒中有 $1 的帧生成过晚'],
  [/^(.*) of the publisher's frames were made more than (\S+) ms late\.$/, '推流端有 $1 的帧晚于 $2 ms 才生成。'],
  [/^(\S+) of the clip's (\S+) pictures? a second were sent: (.*)\.$/, '素材每秒 $2 帧，只发出了 $1 帧，占 $3。'],
  [/^Latencies are wrong: (.*)\.$/, (list = '') => `延迟数值不准：${each(list, ', ')}。`],
  [/^the clock of (\S+) is (.*) ahead$/, '$1 的时钟快了 $2'],
  [/^the clock of (\S+) is (.*) behind$/, '$1 的时钟慢了 $2'],
  [
    /^(.*) counted (\d+) lost packets?(?: \(at most (.*?)\))? on (.*), whose links counted (\d+)$/,
    (who = '', counted = '', bound = '', where = '', links = '') =>
      `${place(who)}统计到${place(where)}丢包 ${counted} 个${most(bound)}，而链路统计为 ${links} 个`,
  ],
  [/^Crashed during the take: (.*)\.$/, '运行中崩溃：$1。'],
  [/^(\S+): (.*) of the frames had a time code that could not be read$/, '$1：$2 的帧时间码无法读取'],
  [
    /^(\S+): (.*) of the decoded frames never reached the reader of time codes$/,
    '$1：$2 的已解码帧没有送到时间码读取处',
  ],
  [/^(\S+) saw (.*) of the frames before they were stamped$/, '$1 有 $2 的帧在盖时间码之前就被看到'],
  [
    /^The scenario asks for (\S+) keyframes? in the measured time; the publisher's encoder made: (.*)\.$/,
    '场景要求测量时段内有 $1 个关键帧；推流端编码器生成：$2。',
  ],
  [
    /^(.*?)(?: \((out|back)\))? of (\S+): (.*?) asked(?:, (.*?) accepted)?, (?:probes found (.*)|no probe came); the fault is (?:in no link by its own count, so in the shaper or the machine|in (.*?))(?:, and (\d+) more)?$/,
    (quantity = '', direction = '', node = '', asked = '', accepted = '', found = '', link = '', more = '') =>
      `${node} 的${QUANTITIES[quantity] ?? quantity}${direction === '' ? '' : direction === 'out' ? '（去程）' : '（回程）'}：设定 ${asked}${accepted === '' ? '' : `（可接受 ${accepted.replace(' to ', ' 至 ')}）`}，${found === '' ? '没有收到探测包' : `实测 ${found}`}；问题在${link === '' ? '网络模拟或本机（各链路自己的统计均正常）' : ` ${link}`}${more === '' ? '' : `，另有 ${more} 项`}`,
  ],
  [
    /^(.*) saw no frame in the measured time, though the network would have carried the stream\.$/,
    '$1 在测量时段内没有看到画面，而网络足以承载直播。',
  ],
  [
    /^The publisher never got through to the origin, though the first mile let its packets pass\.$/,
    '推流端始终未能连上源站，而推流首段并未阻断其数据包。',
  ],
  [/^The publisher made no frame in the measured time\.$/, '推流端在测量时段内没有生成画面。'],
  [/^(.*), and the first mile shows no cause for it\.$/, (text = '') => `${zh(text)}，而推流首段并无原因。`],
  [
    /^How many frames the publisher encoded is not known \((.*)\)$/,
    (why = '') => `推流端编码了多少帧不得而知（${noDataReason(why).zh}）`,
  ],
  [/^The publisher encoded (\S+) frames? a second instead of (\S+)$/, '推流端每秒编码 $1 帧，应为 $2 帧'],
  [/^The publisher's target bitrate was (.*) of the asked one$/, '推流端的目标码率只有设定的 $1'],
  [/^The publisher sent a smaller picture than (\S+)$/, '推流端发送的画面小于 $1'],
  [/^The take was interrupted before its end\.$/, '本轮在结束前被中断。'],
  [/^The take failed before its end: no cause was recorded\.$/, '本轮在结束前出错：没有记录原因。'],
  [/^The take failed before its end: (.*)\.$/s, '本轮在结束前出错：$1。'],
  [/^The measured time never began\.$/, '测量始终没有开始。'],
  [/^Only (\S+) of (\S+) s of the measured time were recorded\.$/, '测量时段 $2 s 中只录下 $1 s。'],
  [
    /^The recording stops without its end: longhaul was killed or the disk is full\.$/,
    '录制文件没有结尾：longhaul 被强行终止，或磁盘已满。',
  ],
  [
    /^Not observed during the measured time: (.*)\.$/,
    (list = '') => `测量时段内未被观测到：${each(list, ', ', '、')}。`,
  ],
  [/^(.*) for (\S+) s: (.*)$/, (name = '', seconds = '', share = '') => `${place(name)} ${seconds} s，占 ${share}`],
  [/^No data for a budget: (.*)\.$/s, (list = '') => `有要求而没有数据：${reasonIn(list).replaceAll('; ', '；')}。`],
  [
    /^So near a limit that this machine's strain could have moved it across: (.*)\.$/s,
    (list = '') =>
      `离界限太近，本机的负荷就可能使其越界：${list.replaceAll(' against ', '，界限 ').replaceAll('; ', '；')}。`,
  ],
  [
    /^Whether the jitter buffer grows by a round trip was left to chance: (.*)\.$/s,
    (list = '') => `抖动缓冲是否增加一个往返延迟全凭偶然：${list.replaceAll('; ', '；')}。`,
  ],
  [
    /^How far sound and picture are apart was passing while it was measured: (.*)\.$/s,
    (list = '') => `测量期间音画相差多少只是一时的：${list.replaceAll('; ', '；')}。`,
  ],
  [
    /^This machine was strained, and how far that moves this number is not known: (.*)\.$/s,
    (list = '') =>
      `本机负荷过重，对该数值影响多大尚不清楚：${list.replaceAll(' against ', '，界限 ').replaceAll('; ', '；')}。`,
  ],
  [/^No budget applied to any region\.$/, '没有任何要求适用于各地区。'],
  [/^No take was recorded\.$/, '没有录下任何轮次。'],
  [
    /^The publisher's picture needed only (\d+) of (\d+) kbps: the load asked for was never on the network\.$/,
    '推流画面只需 $1 kbps（设定 $2 kbps）：网络从未承载所设的负载。',
  ],
  [/^(.*; .*)\.$/s, (list = '') => `${each(list, '; ')}。`],
  [/^(\S+ .*)\.$/s, (text = '') => `${zh(text)}。`],
];

/** Returns what a signal found in both languages; a sentence not known here stays in English. */
export function evidenceText(reason: string): Text {
  const found = zh(reason);
  return { en: reason, zh: /\p{Script=Han}/u.test(found) ? inChinese(found) : reason };
}
