import type { Phrase } from '../../report/messages/phrases.ts';

/** Parts of a scenario as errors name them before "such as". */
const NOUNS: Readonly<Record<string, string>> = {
  'a bit rate': '码率',
  'a bitrate': '码率',
  'a bound': '界限',
  'a bound in two steps': '两级界限',
  'a broadcast': '直播设置',
  'a catalog': '目录',
  'a certificate': '证书',
  'a chain': '状态链',
  'a channel': '频道',
  'a clip': '视频片段',
  'a trace file': '轨迹文件',
  'a country by its ISO 3166 code': '国家或地区的 ISO 3166 代码',
  'a cycle': '速率循环',
  'a delay': '延迟',
  'a device': '设备',
  'a domain': '域名',
  'a flow': '流量',
  'a hold': '暂停',
  'a blackout': '断网',
  'a jitter': '抖动',
  'a label': '名称',
  'a leg': '线路的一段',
  'a line': '线路',
  'a loss': '丢包',
  'a promotion': '无线唤醒',
  'a queue': '队列',
  'a rate': '速率',
  'a reference': '出处',
  'a region': '地区',
  'a route': '路由',
  'a scenario': '场景',
  'a rule': '规则',
  'a server': '服务器',
  'a share': '百分比',
  'a smaller picture': '较小的画面',
  'a step': '步骤',
  'a trace': '轨迹',
  'a variant': '方案',
  'access points': '接入点',
  'access profiles': '接入线路',
  'an event': '事件',
  'a list of events': '事件列表',
  'a list of regions': '地区列表',
  'audio settings': '音频设置',
  'audio settings to change': '要改的音频设置',
  'bounds by metric': '按指标写出的界限',
  'budgets by region': '按地区写出的要求',
  delays: '延迟',
  encryption: '加密设置',
  endpoints: '端点',
  'first miles': '推流首段',
  handovers: '切换',
  'labels of access profiles': '接入线路的名称',
  'labels of hauls': '跨境段的名称',
  'radio effects': '无线链路效果',
  'references by key': '按键写出的出处',
  routes: '路由',
  'rules by the hour': '按时段的规则',
  'sources by field': '按字段写出的出处',
  'sources by profile': '按线路写出的出处',
  steps: '各档',
  'the low stream': '小流',
  'traffic beside the stream': '其他流量',
  'variants by name': '按名称写出的方案',
  'video settings': '视频设置',
  'video settings to change': '要改的视频设置',
};

/** Chinese for a part of a scenario, with an example and its keys; left as it is where the noun is not known. */
export const NOUN_PHRASES: readonly Phrase[] = [
  [
    /^(\d+) to (\d+) variants by name such as (.*)$/,
    (least = '', most = '', example = '') => `${least} 到 ${most} 个按名称写出的方案，例如 ${example}`,
  ],
  [
    /^up to two smaller pictures, smallest first, such as (.*?)(?: \(keys: (.*)\))?$/,
    '最多两路较小的画面，最小的在前，例如 $1',
  ],
  [
    /^the name of an? ([\w ]+?)(?: such as (\S+))?(?:, or (?:a line|one) written in place)?$/,
    (noun = '', example = '') => {
      const known = NAMED[noun];
      return known === undefined ? '' : `${known}的名称${example === '' ? '' : `，例如 ${example}`}`;
    },
  ],
  [/^the name of a variant: letters, digits, - and _, at most 32$/, '方案的名称：英文字母、数字、- 和 _，最多 32 个'],
  [
    /^the (?:name|id) of a (\w+): letters a to z, digits, - and _, at most 32$/,
    '名称：英文字母、数字、- 和 _，最多 32 个',
  ],
  [/^(.*): letters a to z, digits, - and _, at most 32$/, '名称：英文字母、数字、- 和 _，最多 32 个'],
  [/^a name of at most 64 characters on one line$/, '一行以内的名称，最多 64 个字符'],
  [/^a name of its own$/, '不重复的名称'],
  [/^the id of a region, or all$/, '地区的 id，或 all'],
  [/^blocked, or no `udp` at all where UDP passes$/, 'blocked；UDP 可通过时不写 `udp`'],
  [/^opus, the one audio codec of WebRTC here$/, 'opus（此处 WebRTC 唯一的音频编码）'],
  [/^own \(default\), or none where somebody else hosts the channel$/, 'own（默认）；由他人主持频道时为 none'],
  [/^publish, watch, or both$/, 'publish、watch 或二者都写'],
  [
    /^username and credential beside a TURN server: none answers without$/,
    'TURN 服务器须同时写 username 和 credential，否则不会应答',
  ],
  [
    /^a trace file, its path relative to the scenario, or one of scenarios\/traces$/,
    '轨迹文件（路径相对于场景文件），或 scenarios/traces 中的文件',
  ],
  [/^a JSON list of pairs of seconds and Mbps, such as (.*)$/, 'JSON 列表，每项为秒和 Mbps，例如 $1'],
  [
    /^a time in whole ms, such as 17, not before that of the line above nor after a week$/,
    '整数毫秒的时间，例如 17，不早于上一行，不超过一周',
  ],
  [/^a time at least (\S+ ms) after that of the line above$/, '比上一行至少晚 $1 的时间'],
  [
    /^two columns: seconds, after those of the line above, and Mbps of 0 or more, such as (.*)$/,
    '两列：秒（晚于上一行）和 Mbps（不小于 0），例如 $1',
  ],
  [/^a looser bound on change than `ready`, of the same statistic$/, '比 `ready` 宽松、统计量相同的变化界限'],
  [
    /^nothing beside audioProfile: (\S+), which says everything about the sound$/,
    '有 audioProfile: $1 时不写：它已决定声音的一切设置',
  ],
  [
    /^nothing: the origin renumbers packets for every viewer, .*$/s,
    '不写：源站会为每位观众重新编号，ULPFEC 或 FlexFEC 包所指的包会对不上；Chromium 在有 NACK 时也不为 H264 生成 ULPFEC，不开试验功能就没有 FlexFEC',
  ],
  [/^an IPv4 address or a name$/, 'IPv4 地址或名称'],
  [/^an environment variable$/, '环境变量'],
  [/^a shell command that prints a token$/, '输出令牌的 shell 命令'],
  [/^the path of a clip$/, '视频片段的路径'],
  [/^where (?:it|the numbers?|the hours) comes? from$/, '数值的出处'],
  [/^which way it takes$/, '所走的路径'],
  [
    /^(.+?)(?: such as (.*?)| (\{.*?\}))?(?:, or (a list of such|\{[^}]*\}))?(?: \(keys: ([\w, ]*)\))?$/s,
    (noun = '', such = '', direct = '', or = '', keys = '') => {
      const known = NOUNS[noun];
      const example = such === '' ? direct : such;
      if (known === undefined) return '';
      return `${known}${example === '' ? '' : `，例如 ${example.replaceAll('" or {', '" 或 {')}`}${or === '' ? '' : or.startsWith('{') ? `，或 ${or}` : '，或这样的列表'}${keys === '' ? '' : `（键：${keys}）`}`;
    },
  ],
];

const NAMED: Readonly<Record<string, string>> = {
  region: '地区',
  device: '设备',
  variant: '方案',
  profile: '线路',
  'first mile': '推流首段',
  haul: '跨境段',
  'access profile': '接入线路',
  'environment variable': '环境变量',
};
