import { type Phrase, translate } from '../../report/messages/phrases.ts';
import type { Text } from '../../report/messages/words.ts';
import { FIELD_PHRASES, FORMS, QUEUE_SIZES } from './field-phrases.ts';
import { linePhrases } from './line-phrases.ts';
import { NOUN_PHRASES } from './noun-phrases.ts';
import { OPTION_PHRASES } from './option-phrases.ts';
import { PROFILE_PHRASES } from './profile-phrases.ts';
import { REFUSALS } from './refusal-phrases.ts';
import { scenarioPhrases } from './scenario-phrases.ts';
import { SCHEMA_PHRASES } from './schema-phrases.ts';
import { TEXT_PHRASES } from './text-phrases.ts';
import { transportPhrases } from './transport-phrases.ts';
import { WARNINGS } from './warning-phrases.ts';
import { YAML_PHRASES } from './yaml-phrases.ts';

const zh = (part: string): string => problemPart(part).zh;

/**
 * Chinese for what errors of the input expected, found and suggest. Names, examples and whatever is not here stay as they are:
 * they have to be written that way in the file.
 */
const PARTS: readonly Phrase[] = [
  [/^a scenario file, or the name of a scenario that ships$/, '场景文件，或自带场景的名称'],
  [/^nothing$/, '空'],
  [/^none$/, '无'],
  [/^something else$/, '其他内容'],
  [/^no such file$/, '没有这个文件'],
  [/^a link to itself$/, '指向自身的链接'],
  [/^these ship: (.*)$/, '自带的场景：$1'],
  [/^no permission to read it(?:: (.*))?$/, (file) => `没有读取权限${file === undefined ? '' : `：${file}`}`],
  [/^no such (?:directory|folder)$/, '没有这个目录'],
  [/^no recording in it$/, '其中没有录制文件'],
  [/^(\d+) of them$/, '给了 $1 个'],
  [/^a file$/, '一个文件'],
  [/^a directory$/, '一个目录'],
  [/^a value$/, '一个值'],
  [/^one value$/, '一个值'],
  [/^a number$/, '数字'],
  [/^a whole number from (\S+) to (\S+)$/, '$1 到 $2 的整数'],
  [/^a whole number of at least (\S+)$/, '不小于 $1 的整数'],
  [/^a number from (\S+) to (\S+)$/, '$1 到 $2 的数字'],
  [/^a number above (\S+)$/, '大于 $1 的数字'],
  [/^a command \((.*)\)$/s, '一个命令（$1）'],
  [/^the unknown option "(.*)"$/, '未知选项 "$1"'],
  [/^the unknown key "(.*)"$/, '未知的键 "$1"'],
  [/^the unknown region "(.*)"$/, '未知地区 "$1"'],
  [/^the unknown metric "(.*)"$/, '未知指标 "$1"'],
  [/^the unknown device "(.*)"$/, '未知设备 "$1"'],
  [/^also "(.*)"$/, '多出的 "$1"'],
  [/^no (\w+)$/, '没有 $1'],
  [/^"(.*)" again$/, '重复的 "$1"'],
  [/^"(.*)" again, as in (.*)$/, '"$1" 与 $2 重复'],
  [/^(\S+) without an airtime$/, '$1，但没有 airtime'],
  [/^(\S+) in a region without a time zone$/, '$1，但该地区没有时区'],
  [/^a directory that can be written to$/, '可写入的目录'],
  [/^a new or an empty directory$/, '新目录或空目录'],
  [/^(\d+) entr(?:y|ies) in it$/, '其中已有 $1 项'],
  [/^a file that is not there yet$/, '尚不存在的文件'],
  [/^one that is$/, '已存在'],
  [/^a file that can be written$/, '可写入的文件'],
  [/^a rehearsal's directory$/, '一次彩排的目录'],
  [/^a rehearsal's directory \(with (.*)\)$/, '一次彩排的目录（其中有 $1）'],
  [/^a folder of rehearsals \((?:each with a )?(.*)\)$/, '存放彩排的目录（每个彩排含 $1）'],
  [/^valid YAML$/, '有效的 YAML'],
  [/^each key once in its map$/, '每个键只出现一次'],
  [/^an id of its own$/, '不重复的 id'],
  [/^another name$/, '另一个名称'],
  [
    /^a city or country of the catalog \((`.*`) lists them\), or one of your own such as (\{.*\})$/s,
    '目录中的城市或国家（$1 可列出全部），或自定义地区，例如 $2',
  ],
  [/^a region of the catalog \((.*)\)$/s, '目录中的地区（$1）'],
  [/^(".*"), which is all of them$/, '$1，与它们都相符'],
  [/^a device of the catalog \((.*)\)$/, '目录中的设备（$1）'],
  [/^a bound such as ("[^"]*")$/, '形如 $1 的界限'],
  [/^a bound such as ("[^"]*"), with one of (.*)$/, '形如 $1 的界限，统计量为 $2 之一'],
  [/^a number up to 1$/, '不大于 1 的数字'],
  [/^a whole number$/, '整数'],
  [/^pixels such as (.*)$/, '像素，例如 $1'],
  [/^decibels(?: per Mbit\/s)? such as (.*)$/, '分贝，例如 $1'],
  [/^a bound on how much worse than the baseline, such as (.*)$/, '相对基准允许变差的界限，形如 $1'],
  [/^a looser bound than `ready`, of the same statistic and direction$/, '比 `ready` 宽松、统计量和方向相同的界限'],
  [/^a trace file, its path relative to the scenario$/, '轨迹文件（路径相对于场景文件）'],
  [/^a clip, its path relative to the scenario$/, '视频片段（路径相对于场景文件）'],
  [/^a catalog file, its path relative to the scenario$/, '目录文件（路径相对于场景文件）'],
  [/^each part once$/, '每个部分只写一次'],
  [/^the same directory again$/, '同一目录又出现一次'],
  [/^a day such as (.*)$/, '日期，例如 $1'],
  [/^a part of how many, such as (.*)$/, '第几份/共几份，例如 $1'],
  [/^the smallest picture first$/, '最小的画面排在最前'],
  [/^less than the next larger picture has$/, '小于下一档更大画面的码率'],
  [/^at most (.*) rungs in all$/, '总共最多 $1 档'],
  [
    /^one of (.*), a preset \(see `longhaul catalog`\), or a line written in place such as (.*)$/s,
    '以下之一：$1，或预设（见 `longhaul catalog`），或就地写出线路',
  ],
  [/^one of (.*), or a haul written in place$/s, '以下之一：$1，或就地写出跨境段'],
  [
    /^one of (.*), a preset, a line written in place, or an `airtime` to pick it by$/s,
    '以下之一：$1，或预设，或就地写出线路，或写 `airtime` 由其选定',
  ],
  [
    /^one of (.*), or an `airtime` in the scenario: (\S+) is (\S+) at (\S+) (there|in China), else (\S+)$/s,
    (names, name, peak, hours, place, otherwise) =>
      `以下之一：${names}，或在场景中写 \`airtime\`：${name} 在${place === 'there' ? '当地' : '中国'} ${hours} 为 ${peak}，其余时间为 ${otherwise}`,
  ],
  [/^a metric$/, '指标'],
  [/^local, or a transport with its settings: (.*) or (.*)$/, 'local，或带设置的传输方式：$1 或 $2'],
  [/^a list of regions$/, '地区列表'],
  [/^at least one region$/, '至少一个地区'],
  [/^a list of different seeds such as (.*)$/, '各不相同的种子列表，例如 $1'],
  [
    /^date, time and offset such as (".*?"), or a time in China such as 20:00$/,
    '日期、时间和时区偏移，例如 $1，或中国时间，例如 20:00',
  ],
  [/^(\S+) is that time in China$/, '中国当地时间写作 $1'],
  [
    /^a name that begins with a letter or digit, at most 64 characters, none of (.*) \(reports are filed under it\)$/,
    '以文字或数字开头的名称，最多 64 个字符，不含 $1（报告以其归档）',
  ],
  [
    /^(a time|a bit rate|a share|a frame rate|a size) with its unit \((.*?)\) such as (".*?")(.*)$/,
    (noun, units, example, limits) =>
      `${NOUNS[noun ?? ''] ?? noun}，带单位（${units}），例如 ${example}${limitsText(limits)}`,
  ],
  [
    /^a bound such as (".*"); (\S+) is measured as (.*)$/,
    (example, id, form) => `形如 ${example} 的界限；${id} 的数值应为${zh(form ?? '')}`,
  ],
  [/^delays (\{.*\}) \(keys: (.*)\)$/, '延迟 $1（键：$2）'],
  [/^(.*) each way is (\{.*\}); there and back together it is (`.*`)$/, '单程各 $1 写作 $2；若为往返合计，写作 $3'],
  [
    /^a picture size in pixels such as (".*"), even numbers, from (\S+), no side over (\d+)$/,
    '以像素表示的画面尺寸，例如 $1，须为偶数，不小于 $2，边长不超过 $3',
  ],
  [/^one of (.*), or a line written in place such as (.*)$/s, '以下之一：$1，或就地写出线路，例如 $2'],
  [/^one of (.*)$/s, '以下之一：$1'],
  [/^did you mean (`[^`]*`)\?$/, '是否想写 $1？'],
  [/^did you mean (\[.*\]), (\d+) of them, or (\[\d+\]), that one\?$/, '$2 个种子写作 $1；只用这一个种子写作 $3'],
  [/^did you mean (`[^`]*`), (.*)\?$/, '是否想写 $1（$2）？'],
  [
    /^did you mean (.+)\?$/s,
    (names) => `是否想写 ${(names ?? '').replaceAll(/, or | or /g, ' 或 ').replaceAll('` and `', '` 和 `')}？`,
  ],
  [
    /^`joins` or `churn` at the top of the file: .*$/,
    '在文件顶层写 `joins` 或 `churn`：所有观众在该时长内陆续进入，或一部分观众离开、另一些进入',
  ],
  [
    /^`ready` is the limit to pass; up to `warn`, a looser one, it warns, and beyond it fails$/,
    '`ready` 是须满足的界限；`warn` 较宽，在其内仅警告，超出则不通过',
  ],
  [
    /^`\{env: NAME\}` in place of a URL takes .*$/,
    'URL 处写 `{env: NAME}` 可从环境变量读取带推流码的地址，`bearer` 读取令牌',
  ],
  [
    /^only a bearer token is sent: .*$/,
    '只发送 bearer 令牌：`bearer: {env: 名称}`；若服务器从地址中读取用户名和密码，请写在 URL 里',
  ],
  [/^the browser’s own encoder has no such setting: leave it out$/, '浏览器自带的编码器没有这项设置：请删去'],
  [
    /^the catalog’s hauls begin in China: .* such as (\{.*\}); .*$/,
    '目录中的跨境段都从中国出发：从别处推流时就地写出 `haul`，例如 $1；`firstMile` 是推流所用的线路',
  ],
  [/^`size` says it: (\S+) is upright$/, '由 `size` 决定：$1 即竖屏'],
  [/^(`.*`) belongs in (.*)$/, (key, places) => `${key} 应写在 ${(places ?? '').replaceAll(' or ', ' 或 ')} 中`],
  [/^try (`[^`]*`)$/, '可试试 $1'],
  [/^(`[^`]*`) lists all options$/, '$1 列出所有选项'],
  [/^give this entry another `id`$/, '请为此项另取一个 `id`'],
  [/^save it as UTF-8$/, '请存为 UTF-8'],
  [
    /^cannot (.*)$/s,
    (all = '') =>
      all
        .split('; cannot ')
        .map((what) => translate(what, REFUSALS).zh)
        .join('；'),
  ],
];

/** Chinese for every part of an error of the input; the first pattern that fits counts. */
export const INPUT_PHRASES: readonly Phrase[] = [
  QUEUE_SIZES,
  ...TEXT_PHRASES,
  ...FORMS,
  ...PARTS,
  ...PROFILE_PHRASES,
  ...OPTION_PHRASES,
  ...linePhrases(zh),
  ...transportPhrases(zh),
  ...scenarioPhrases(zh),
  ...YAML_PHRASES,
  ...SCHEMA_PHRASES,
  ...NOUN_PHRASES,
  ...FIELD_PHRASES,
];

const NOUNS: Readonly<Record<string, string>> = {
  'a time': '时间',
  'a bit rate': '码率',
  'a share': '百分比',
  'a frame rate': '帧率',
  'a size': '大小',
};

function limitsText(limits = ''): string {
  return limits.replace(/, at least ([^,]+)/, '，不小于 $1').replace(/, at most ([^,]+)/, '，不大于 $1');
}

/** Returns what an error expected, found or suggests in both languages. */
export function problemPart(text: string): Text {
  return translate(text, INPUT_PHRASES);
}

/** Returns where an error is in both languages: a file and a line, or an option, which need no translation. */
export function placeText(where: string): Text {
  return translate(where, [[/^command line$/, '命令行']]);
}

/** Returns a warning such as "show.yaml:12: variants.low: changes nothing ..." in both languages. */
export function warningText(warning: string): Text {
  const [, place = '', text = warning] = /^(.*?:\d+: [^:]*: )(.*)$/s.exec(warning) ?? [];
  const { en, zh } = translate(text, WARNINGS);
  return { en: place + en, zh: place + zh };
}
