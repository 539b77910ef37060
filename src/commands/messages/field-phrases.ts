import { type Phrase, translate } from '../../report/messages/phrases.ts';

/** Chinese for values that may take several forms; ahead of all others, which would take one of the forms for the whole. */
export const FORMS: readonly Phrase[] = [[/^a bound such as (.*), or a list of these$/, '形如 $1 的界限，或其列表']];

/** Chinese for what a scenario's fields expect and what was found in them. */
export const FIELD_PHRASES: readonly Phrase[] = [
  [
    /^an? (.*) such as "300 ms", "64 kB", "50 packets" or (\{.*\})(, or \{.*\})?$/,
    (_, kind, each) => `队列，例如 "300 ms"、"64 kB"、"50 packets" 或 ${kind}${directions(each)}`,
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
  [/^(.*) by name: letters, digits, -, _ and dots, at most 32$/, '按名称列出：字母、数字、-、_ 和点，最多 32 个'],
  [/^the name of an access profile, or a line written in place$/, '接入线路的名称，或就地写出的线路'],
  [/^the name of a haul, or one written in place$/, '跨境段的名称，或就地写出的跨境段'],
  [/^the name of a first mile, or a line written in place$/, '推流首段的名称，或就地写出的线路'],
  [/^the path of a (clip|file)$/, '文件路径'],
  [/^(trace|clip|file) not found: (.*)$/, '找不到：$2'],
  [/^not a file: (.*)$/, '不是文件：$1'],
  [/^1 \(mono\) or 2 \(stereo\)$/, '1（单声道）或 2（立体声）'],
  [/^(haul|access) and (access|firstMile)$/, '$1 和 $2'],
  [/^both$/, '两者'],
  [/^none, or no `icmp` at all where routers answer$/, 'none；路由器会应答时不写 `icmp`'],
  [/^nothing with publish: none, where somebody else hosts the channel$/, 'publish: none 时不写：由他人在频道中推流'],
  [/^a `(.*)` beside kind (.*)$/, 'kind 为 $2 时须写 `$1`'],
  [/^both `(.*)` and `(.*)`, or none$/, '`$1` 和 `$2` 都写，或都不写'],
  [/^one of them$/, '其中之一'],
  [/^at least the (.*) of `least`$/, '不小于 `least` 的 $1'],
  [/^"all", which in budgets means every region$/, '"all"：在 budgets 中指所有地区'],
  [/^(an?) (loss|jitter|share|bit rate|queue|trace file) for one direction at least$/, '至少写一个方向的值'],
  [/^m is minutes; did you mean (.*)\?$/, 'm 是分钟；是否想写 $1？'],
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
