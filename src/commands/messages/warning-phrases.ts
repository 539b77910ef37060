import { type Phrase, translate } from '../../report/messages/phrases.ts';

/** Chinese for the warnings of a scenario, after their place. */
export const WARNINGS: readonly Phrase[] = [
  [/^the baseline (.*) is (\d+) days old: record it anew$/, '基准 $1 已有 $2 天：请重新录制'],
  [
    /^(\d+) viewers? needs? about (\S+) cores(?: at \S+ of its speed)?, and (\S+) of this machine’s ([\d.]+) can be busy without being late: (.*)$/,
    (viewers, cores, most, cpus, end) =>
      `${viewers} 位观众约需 ${cores} 个核心，本机 ${cpus} 个核心中可占用 ${most} 个而不误时：${consequence(end)}`,
  ],
  [
    /^this machine carries (\d+) viewers? at this picture \(.*\); the scenario has (\d+): (.*)$/,
    (carried, viewers, end) => `在此画面下本机可承载 ${carried} 位观众，场景有 ${viewers} 位：${consequence(end)}`,
  ],
  [/^UDP of (.*) takes all of the (.*) of `(.*)`: .*$/, '$1 的 UDP 占满 `$3` 的 $2：队列已满，能到达的全凭偶然'],
  [
    /^(.+?): ((?:each rate lasts|it reaches|it carries) .*)$/,
    (file = '', text = '') => `${file}：${translate(text, WARNINGS).zh}`,
  ],
  [/^(.+) is taken as (.+), whose round trips may differ$/, '$1 按 $2 处理，两地的往返时延可能不同'],
  [
    /^(.+) is taken as presenter, the one generated picture(?:, (.*?))?; (\{.*\}) sends your own$/,
    (word = '', but = '', own = '') =>
      `${word} 按 presenter 处理，即唯一的生成画面${STAND_INS[but] ?? ''}；写 ${own} 可发送自己的片段`,
  ],
  [/^(.*) is left out: steps are named by their settings, (\S+)$/, '$1 未采用：各档按其设置命名，例如 $2'],
  [/^(.*) is taken as opus, the one audio codec of WebRTC here$/, '$1 按 opus 处理，此处 WebRTC 只用这一种音频编码'],
  [/^true is taken as (\{.*\}), the low stream of Agora’s SDK$/, 'true 按声网 SDK 自带的小流 $1 处理'],
  [/^(.+) is taken as (.+), which is stricter$/, '$1 按更严的 $2 处理'],
  [/^(.+) is taken as (.+)$/, '$1 按 $2 处理'],
  [/^(\d+) frames are taken as (.+)$/, '$1 帧按 $2 处理'],
  [/^(\S+) is an encoder: the browser’s own encodes (\S+)$/, '$1 是编码器的名称：此处由浏览器自带的编码器编码 $2'],
  [
    /^none is written: mobile is taken, at that hour (\S+); also (.*)$/,
    '没有写：按 mobile 处理，该时段即 $1；也可写 $2',
  ],
  [/^none is written: (\S+) is taken; also (.*)$/, '没有写：采用 $1；也可写 $2'],
  [
    /^without an airtime, (\S+) has no hour: (\S+) is taken, the worse; also (.*)$/,
    '没有写 airtime，$1 无法按时段选取：按较差的 $2 处理；也可写 $3',
  ],
  [
    /^without an airtime, mobile has no hour: (\S+) is taken; also (.*)$/,
    '没有写 airtime，mobile 无法按时段选取：采用 $1；也可写 $2',
  ],
  [/^the default on (\S+), which is stricter, holds as well: .*$/, '$1 的默认界限更严，仍然有效：再写一个 $1 即可替换'],
  [
    /^(\S+) of (\S+) can never be (\S+) ms: the way there alone takes (\S+) ms$/,
    '$2 的 $1 不可能达到 $3 ms：仅路径本身就需 $4 ms',
  ],
  [/^the limit of all on (\S+) holds as well: .*$/, 'all 中对 $1 的要求仍然有效：再写一个 $1 即可替换'],
  [/^nothing gets through for (\S+) s, so that (.+) cannot keep: (.*)$/, '有 $1 s 完全不通，$2 不可能满足：$3'],
  [
    /^the rate of (\S+) Mbps at (\S+) s limits nothing: the line carries (\S+) Mbps$/,
    '$2 s 起的限速 $1 Mbps 不起作用：线路本身只有 $3 Mbps',
  ],
  [
    /^has (.*), which most browsers here cannot decode: convert it to H\.264$/,
    '编码为 $1，这里的浏览器大多不能解码：请转为 H.264',
  ],
  [
    /^is neither MP4, MOV, WebM nor Matroska: .*$/,
    '不是 MP4、MOV、WebM 或 Matroska：浏览器能否播放，要到 `run` 时才知道',
  ],
  [/^is over: (.+) has passed$/, '$1 已经过去'],
  [/^ends after the measured time, which is over after (.*)$/, '晚于测量结束：测量到 $1 时已结束'],
  [/^(\S+) is not set: the rehearsal needs it$/, '环境变量 $1 未设置：彩排时需要它'],
  [/^(\S+) is not there: the rehearsal needs it$/, '找不到文件 $1：彩排时需要它'],
  [
    /^none is written: an accelerated line is taken, the best there is; also (.*)$/,
    '没有写：按跨境加速线路处理，这是最好的一种；也可写 $1',
  ],
  [/^has (\S+) fps, so that no limit of (\S+) fps can be kept$/, '只有 $1 fps，不可能满足 $2 fps 的要求'],
  [/^never comes: the measured time is over after (.*)$/, '不会发生：测量到 $1 时已结束'],
  [/^carries (.*): no line is that wide; is the unit right\?$/, '可承载 $1：没有这么宽的线路，单位是否写对？'],
  [/^changes nothing: the broadcast is compared with itself$/, '没有任何改动：直播是在与自身比较'],
  [
    /^with fewer than (\d+) seeds no difference between variants can be told from chance$/,
    '种子少于 $1 个时，看不出各方案的差别是真实的还是偶然的',
  ],
  [
    /^carries (.*) beside other traffic of (.*), which is less than (?:the stream|(\d+) streams) of (.*?)( with headers)?$/,
    (left, taken, streams, stream, headers) =>
      `除其他流量 ${taken} 外可承载 ${left}，低于${streams === undefined ? '直播码率' : ` ${streams} 路`} ${stream}${headers === undefined ? '' : '（加包头）'}`,
  ],
  [/^carries (.*), which is less than the stream of (.*) with headers$/, '可承载 $1，低于直播码率 $2 加包头'],
  [/^carries (.*), which is less than (\d+) streams of (.*) with headers$/, '可承载 $1，低于 $2 路 $3 加包头之和'],
  [/^carries (.*), which is less than the stream of (.*)$/, '可承载 $1，低于直播码率 $2'],
  [/^carries (.*), which is less than (\d+) streams of (.*)$/, '可承载 $1，低于 $2 路 $3 的码率之和'],
  [
    /^(\S+) leaves no viewer out: (\S+) has one number for each, and the worst decides$/,
    '写 $1 不会略去任何观众：$2 对每位观众只有一个数值，以最差的为准',
  ],
  [
    /^the stream is somebody else’s: .*$/,
    '直播由他人推流：只有画面带有 longhaul 的时间码时才能测量延迟、卡顿和清晰度，且依据两台机器的时钟',
  ],
  [
    /^no viewer of longhaul’s watches: .*$/,
    '没有 longhaul 的观众在观看：观众端不作任何测量，因此无法满足任何界限（退出码 3）',
  ],
  [
    /^± (.*) ms around a one-way delay of (.*) ms: no packet arrives before it is sent, so the earlier part is cut off$/,
    '单程延迟 $2 ms 上下抖动 ± $1 ms：数据包不可能在发出前到达，因此提前的部分被截去',
  ],
  [
    /^its source has another size, so that its clarity cannot be compared with the broadcast’s: (`[^`]*`) in both makes the encoder scale it down$/,
    '其源画面尺寸不同，清晰度无法与直播相比：两者都写 $1，编码器便会将其缩小',
  ],
  [
    /^each rate lasts ([\d.]+) s: times are seconds unless a heading names another unit; are they ms\?$/,
    '每个速率持续 $1 s：除非表头写明单位，时间按秒读取；是否实为毫秒？',
  ],
  [
    /^it reaches (.*), and carries (.*) on average: rates are Mbps unless a heading names another unit; are they kbps or bit\/s\?$/,
    '峰值 $1，平均 $2：除非表头写明单位，速率按 Mbps 读取；是否实为 kbps 或 bit/s？',
  ],
  [
    /^it carries (.*) on average: each line lets 1504 bytes through, at a time in ms; are these of another unit\?$/,
    '平均 $1：每行在以毫秒计的时刻放行 1504 字节；时间是否用了别的单位？',
  ],
  [/^it carries (.*) on average: times are read as ms; are they µs\?$/, '平均 $1：时间按毫秒读取；是否实为微秒？'],
  [
    /^it reaches (.*) at most: rates are Mbps unless a heading names another unit; are they Gbps, or MB\/s\?$/,
    '峰值仅 $1：除非表头写明单位，速率按 Mbps 读取；是否实为 Gbps 或 MB/s？',
  ],
];

/** Ways in which the generated picture differs from the one that a word means. */
const STAND_INS: Readonly<Record<string, string>> = {
  'as many bits but calmer than this: take clarity from a clip of it':
    '：码率用量相当，但没有那么激烈，清晰度请以真实片段为准',
  'which moves where a screen stands still: take bits and clarity from a clip of it':
    '：屏幕静止时它仍在动，码率用量与清晰度请以真实片段为准',
  'which moves as a host does': '：画面如主播般在动',
};

/** Translates what too many viewers lead to. */
function consequence(text = ''): string {
  return translate(text, CONSEQUENCES).zh;
}

const CONSEQUENCES: readonly Phrase[] = [
  [/^played at about (\S+) of its speed$/, '将以约 $1 的速度运行'],
  [/^even at (\S+) of its speed the take may be invalid$/, '即使以 $1 的速度运行，结果也可能无效'],
  [
    /^the take may be invalid \(an estimate: .*$/,
    '该轮结果可能无效（此为估算；可用 `longhaul doctor --calibrate` 实测）',
  ],
  [
    /^the take will most likely be invalid .*$/,
    '该轮结果很可能无效（此为估算；可用 `longhaul doctor --calibrate` 实测）',
  ],
  [/^the take may be invalid.*$/, '该轮结果可能无效'],
];
