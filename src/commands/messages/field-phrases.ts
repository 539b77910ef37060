import { type Phrase, translate } from '../../report/messages/phrases.ts';

/** Chinese for values that may take several forms; ahead of all others, which would take one of the forms for the whole. */
export const FORMS: readonly Phrase[] = [
  [
    /^HOST:PORT of the other end such as (\S+), or --listen to be that end$/,
    '对端的 主机:端口，例如 $1；或用 --listen 作为对端',
  ],
  [/^`longhaul merge` puts the parts together$/, '`longhaul merge` 合并各部分'],
  [/^a bound such as (.*), or a list of these$/, '形如 $1 的界限，或其列表'],
  [
    /^a catalog file such as (\S+), a catalog written in place, or a list of these$/,
    '目录文件（例如 $1）、就地写出的目录，或其列表',
  ],
];

/** Chinese for what a scenario's fields expect and what was found in them. */
export const FIELD_PHRASES: readonly Phrase[] = [
  [/^a time in whole ms, such as 17, not before .*$/, '整毫秒的时间，例如 17，不早于上一行，不超过一周'],
  [/^up to two smaller pictures, smallest first, such as (.*)$/, '至多两路较小的画面，最小的在前，例如 $1'],
  [/^true or false$/, 'true 或 false'],
  [
    /^an? (.*) such as "300 ms", "64 kB", "50 packets" or (\{.*\})(, or \{.*\})?$/,
    (_, kind, each) => `队列，例如 "300 ms"、"64 kB"、"50 packets" 或 ${kind}${directions(each)}`,
  ],
  [
    /^(a mean burst): .*; "3 packets" of the line's own; or a number from 1 on, each of (.*)$/,
    '平均突发长度：带单位的时间，例如 "12 ms"；线路自身的包数，例如 "3 packets"；或不小于 1 的数字，每个为 $2',
  ],
  [
    /^(.*) such as (.*?)(, each above 0)?(, or \{.*\}|, or a list of such|, without user and password \(see bearer\))?(?: \(keys: (.*)\))?$/s,
    (noun, example, above, more, keys) => {
      const zh = NOUNS[noun ?? ''];
      const end = `${above === undefined ? '' : '，每个大于 0'}${ENDS[more ?? ''] ?? directions(more)}`;
      return zh === undefined
        ? `${noun} such as ${example}${above ?? ''}${more ?? ''}${keys === undefined ? '' : ` (keys: ${keys})`}`
        : `${zh}，例如 ${(example ?? '').replaceAll(' or ', ' 或 ')}${end}${keys === undefined ? '' : `（键：${keys}）`}`;
    },
  ],
  [
    /^(a scenario|a clip|an environment variable|a file) \(keys: (.*)\)$/,
    (noun, keys) => `${NOUNS[noun ?? '']}（键：${keys}）`,
  ],
  [
    /^(.*): letters, digits, - and _, at most 32$/,
    (what) => `${NOUNS[what ?? ''] ?? what}：字母、数字、- 和 _，最多 32 个`,
  ],
  [/^(.*) by name: letters, digits, -, _ and dots, at most 32$/, '按名称列出：字母、数字、-、_ 和点，最多 32 个'],
  [/^the name of an access profile, or a line written in place$/, '接入线路的名称，或就地写出的线路'],
  [/^the name of a haul, or one written in place$/, '跨境段的名称，或就地写出的跨境段'],
  [/^the name of a first mile, or a line written in place$/, '推流首段的名称，或就地写出的线路'],
  [/^the id of a region, or all$/, '地区的 id，或 all'],
  [/^the path of a (clip|file)$/, '文件路径'],
  [/^(trace|clip|file) not found: (.*)$/, '找不到：$2'],
  [/^not a file: (.*)$/, '不是文件：$1'],
  [/^(.*) in (line|entry) (\d+) of (.*)$/s, '$4 第 $3 行（项）的 $1'],
  [
    /^a trace file, its path relative to the scenario, or one of scenarios\/traces$/,
    '轨迹文件（路径相对于场景文件），或 scenarios/traces 中的文件',
  ],
  [
    /^two columns: seconds, after .*, and Mbps of 0 or more, such as (".*")$/,
    '两列：秒（晚于上一行）和不小于 0 的 Mbps，例如 $1',
  ],
  [/^a JSON list of pairs of seconds and Mbps, such as (.*)$/, '由秒和 Mbps 组成的 JSON 列表，例如 $1'],
  [/^a rate above 0 somewhere$/, '至少有一处大于 0 的速率'],
  [/^a last time above 0: the trace lasts until then$/, '最后的时间须大于 0：轨迹到此为止'],
  [/^auto, or a factor from (\S+) to (\S+)$/, 'auto，或 $1 到 $2 的倍数'],
  [/^presenter \(a generated picture\), or (\{.*\})$/, 'presenter（生成的画面），或 $1'],
  [/^opus, the one audio codec of WebRTC here$/, 'opus：此处 WebRTC 唯一的音频编码'],
  [/^1 \(mono\) or 2 \(stereo\)$/, '1（单声道）或 2（立体声）'],
  [/^publish, watch, or both$/, 'publish、watch，或两者'],
  [/^nothing: the origin renumbers packets .*$/, '不写：源站为每位观众重新编号，ULPFEC 或 FlexFEC 无法使用'],
  [/^up to two .*$/, '至多两路较小的画面，最小的在前'],
  [/^a name of at most 64 characters on one line$/, '一行之内、至多 64 个字符的名称'],
  [/^an app ID of 32 hexadecimal digits, or where to find one: (.*)$/, '32 位十六进制的 App ID，或其所在：$1'],
  [/^a channel’s name: at most 64 .*$/, '频道名：至多 64 个字母、数字、空格和允许的符号'],
  [/^an effect: (.*)$/, '一种影响：$1'],
  [/^an event without one$/, '没有影响的事件'],
  [/^one place: haul, access or firstMile$/, '一处位置：haul、access 或 firstMile'],
  [/^(haul|access) and (access|firstMile)$/, '$1 和 $2'],
  [/^a rate or a hold, which is a rate of 0$/, 'rate 或 hold（即速率为 0）'],
  [/^both$/, '两者'],
  [
    /^a source in the shape of (\S+) and no smaller, for the encoder to scale down$/,
    '与 $1 同比例且不更小的源画面，供编码器缩小',
  ],
  [/^a time from (.*) on, when the (blackout|hold) before it on `(.*)` is over$/, '`$3` 上前一段结束（$1）之后的时间'],
  [/^a time after (.*), that of the step before$/, '晚于上一步 $1 的时间'],
  [/^something that changes$/, '有所变化的项'],
  [/^none, or no `icmp` at all where routers answer$/, 'none；路由器会应答时不写 `icmp`'],
  [/^nothing with publish: none, where somebody else hosts the channel$/, 'publish: none 时不写：由他人在频道中推流'],
  [/^a time alone$/, '只有时间'],
  [/^a rate for `(.*)` before the first step too$/, '第一步之前也须有 `$1` 的速率'],
  [/^a rate from a step on only$/, '只从某一步起有速率'],
  [/^no `(.*)` beside kind (.*)$/, 'kind 为 $2 时不写 `$1`'],
  [/^a `(.*)` beside kind (.*)$/, 'kind 为 $2 时须写 `$1`'],
  [/^`at` beside it$/, '同时写 `at`'],
  [/^a length without a beginning$/, '只有时长，没有开始'],
  [/^both `(.*)` and `(.*)`, or none$/, '`$1` 和 `$2` 都写，或都不写'],
  [/^one of them$/, '其中之一'],
  [/^at least the (.*) of `least`$/, '不小于 `least` 的 $1'],
  [/^another name: base is the broadcast itself$/, '另一个名称：base 指直播本身'],
  [/^"all", which in budgets means every region$/, '"all"：在 budgets 中指所有地区'],
  [/^one bound for each statistic$/, '每个统计量一个界限'],
  [/^two for (.*)$/, '$1 有两个'],
  [/^(an?) (loss|jitter|share|bit rate|queue|trace file) for one direction at least$/, '至少写一个方向的值'],
  [/^m is minutes; did you mean (.*)\?$/, 'm 是分钟；是否想写 $1？'],
  [/^did you mean (.*)\? (\S+) counts bytes, of 8 bits each$/, '是否想写 $1？$2 以字节（8 比特）计'],
  [/^did you mean (.*)\? (\S+) counts units of 1024$/, '是否想写 $1？$2 以 1024 为单位'],
  [/^at most (.*) at (\d+) fps: frame numbers repeat after that$/, '在 $2 fps 下不超过 $1：之后帧号会重复'],
  [
    /^at least (.*) for churn: whoever comes in mid-show must be watched for a while$/,
    'churn 至少需要 $1：中途进入的观众须观察一段时间',
  ],
  [/^true, false or no value$/, 'true、false 或不写值'],
];

const NOUNS: Readonly<Record<string, string>> = {
  'a scenario': '场景',
  'a broadcast': '直播',
  'video settings': '视频设置',
  'audio settings': '音频设置',
  'a region': '地区',
  'a list of regions': '地区列表',
  'a list of events': '事件列表',
  'an event': '事件',
  'a list of steps': '步骤列表',
  steps: '步骤',
  'a step': '步骤',
  'a list': '列表',
  'a list of shares of the rate': '速率比例的列表',
  'a cycle': '周期',
  'a blackout': '中断',
  'a hold': '停顿',
  'other traffic': '其他流量',
  'a loss': '丢包',
  'a jitter': '抖动',
  'a share': '百分比',
  'a bit rate': '码率',
  'a bitrate': '码率',
  'a queue': '队列',
  'a chain': '丢包链',
  'a trace file': '轨迹文件',
  'the name of a trace file': '轨迹文件的名称',
  'the name of a profile': '线路的名称',
  'a line': '线路',
  'a haul': '跨境段',
  'a variant': '方案',
  'variants by name': '按名称列出的方案',
  '1 to 8 variants by name': '1 到 8 个按名称列出的方案',
  'budgets by region': '按地区列出的预算',
  'bounds by metric': '按指标列出的界限',
  'a URL': '网址',
  endpoints: '端点',
  'an IANA time zone': 'IANA 时区',
  'a time server (NTP)': '时间服务器（NTP）',
  'radio effects': '无线影响',
  handovers: '切换',
  'a promotion': '无线唤醒',
  'a clip': '视频片段',
  'a file': '文件',
  'an environment variable': '环境变量',
  'the name of a region': '地区名称',
  'the name of a device': '设备名称',
  'the name of a variant': '方案名称',
  'a name of its own': '自己的名称',
};

const ENDS: Readonly<Record<string, string>> = {
  ', or a list of such': '，或其列表',
  ', without user and password (see bearer)': '，不含用户名和密码（见 bearer）',
};

function directions(more: string | undefined): string {
  return more === undefined ? '' : more.replace(/^, or /, '，或 ');
}

/** Chinese for a queue's sizes, each of which is a quantity of its own. */
export const QUEUE_SIZES: Phrase = [
  /^(a time with its unit .*); (a size with its unit .*); or a whole number of packets such as (".*"), at least 1$/,
  (time, size, packets) =>
    `${translate(time ?? '', [QUANTITY]).zh}；${translate(size ?? '', [QUANTITY]).zh}；或整数个包，例如 ${packets}`,
];

const QUANTITY: Phrase = [
  /^(a time|a size) with its unit \((.*?)\) such as (".*?"), at least ([^,]+)(?:, at most (.*))?$/,
  (noun, units, example, least, most) =>
    `${noun === 'a time' ? '时间' : '大小'}，带单位（${units}），例如 ${example}，不小于 ${least}${most === undefined ? '' : `，不大于 ${most}`}`,
];
