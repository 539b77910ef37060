import { type Phrase, translate } from '../../report/messages/phrases.ts';
import type { Text } from '../../report/messages/words.ts';

/** Chinese for the phases that takes and rehearsals report. */
const PHASES: readonly Phrase[] = [
  [
    /^late: (.*)$/,
    (parts = '') =>
      `处理不及时：${parts
        .split(', ')
        .map((part) => LATE[part] ?? part)
        .join('、')}`,
  ],
  // Steps of `probe`.
  [/^looking for the other end$/, '正在寻找另一端'],
  [/^delay, jitter and loss$/, '延迟、抖动与丢包'],
  [/^rate up$/, '上行带宽'],
  [/^queue up$/, '上行队列'],
  [/^rate down$/, '下行带宽'],
  [/^queue down$/, '下行队列'],
  [/^publishing$/, '开始推流'],
  [/^pictures are held back for their sound$/, '正在等待画面与声音同步'],
  [/^jitter buffers on lossy lines settle$/, '丢包线路上的抖动缓冲正在稳定'],
  [/^on lossy lines, sound follows its picture$/, '丢包线路上的声音正在跟上画面'],
  [/^the stream warms up before (\d+) viewers?$/, '$1 位观众进入，直播预热'],
  [/^measuring for ([\d.]+) s$/, '开始测量，时长 $1 s'],
  [/^playing (\d+) s more, for what the machine spoilt$/, '补播 $1 s，替代受本机干扰的部分'],
  [/^building the network of (\d+) hosts$/, '正在搭建 $1 台主机的网络'],
  [/^probing every path of the network$/, '正在探测网络中的每条路径'],
  [/^starting (\d+) browsers$/, '正在启动 $1 个浏览器'],
  [/^a seed that a candidate alone lost is played again by both$/, '有种子仅候选失败：双方重新运行该种子'],
  [/^measuring and judging the recordings$/, '正在根据录制文件测量并评判'],
  [/^no time for another seed within ([\d.]+) min; not decided: (.*)$/, '$1 分钟内来不及再运行一个种子；未有定论：$2'],
  [/^after (\d+) seeds?: (.*)$/, (count, standings) => `${count} 个种子之后：${standingsZh(standings)}`],
];

/** Parts of a rehearsal that may be late. */
const LATE: Readonly<Record<string, string>> = {
  shaper: '网络模拟',
  timers: '浏览器计时器',
  ticks: '画面生成',
  pictures: '画面生成',
  encoder: '编码',
  decoder: '解码',
  origin: '源站',
  runner: 'longhaul 自身',
};

/** Translates "low no worse, high not known yet". */
function standingsZh(standings = ''): string {
  const zh = (standing: string) =>
    standing
      .replace(/ not known yet$/, ' 尚无法判断')
      .replace(/ no worse$/, ' 没有变差')
      .replace(/ improved$/, ' 更好')
      .replace(/ regressed$/, ' 变差');
  return standings.split(', ').map(zh).join('，');
}

/** Returns a phase in both languages; one not known here stays in English. */
export function phaseText(phase: string): Text {
  return translate(phase, PHASES);
}
