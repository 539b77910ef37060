import { type Phrase, translate } from '../../report/messages/phrases.ts';

/** Chinese for values that may take several forms; ahead of all others, which would take one of the forms for the whole. */
export const FORMS: readonly Phrase[] = [[/^a bound such as (.*), or a list of these$/, '形如 $1 的界限，或其列表']];

/** Chinese for what a scenario's fields expect and what was found in them. */
export const FIELD_PHRASES: readonly Phrase[] = [
  [/^(.*) by name: letters, digits, -, _ and dots, at most 32$/, '按名称列出：字母、数字、-、_ 和点，最多 32 个'],
  [/^the name of an access profile, or a line written in place$/, '接入线路的名称，或就地写出的线路'],
  [/^the name of a haul, or one written in place$/, '跨境段的名称，或就地写出的跨境段'],
  [/^the name of a first mile, or a line written in place$/, '推流首段的名称，或就地写出的线路'],
  [/^the path of a (clip|file)$/, '文件路径'],
  [/^true: a clip always plays in a loop$/, 'true：素材总是循环播放'],
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
