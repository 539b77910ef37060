import { type Phrase, translate } from '../../report/messages/phrases.ts';

/** Names of YAML's collections as the parser calls them. */
const KIND: Readonly<Record<string, string>> = {
  'flow map': '花括号 {} 中',
  'flow collection': '括号中',
  'flow sequence': '方括号 [] 中',
};
const kind = (name = '') => KIND[name.toLowerCase()] ?? name;

/** Beginnings of plain text that YAML keeps for itself. */
const BEGINNINGS: readonly Phrase[] = [
  [/^a tab character$/, '制表符'],
  [/^(?:flow|directive) indicator character (.)$/, '标记符号 $1'],
  [/^reserved character (.)$/, '保留字符 $1'],
  [/^block scalar indicator (.)$/, '多行文本的标记 $1'],
];

/** Parts of YAML as the parser calls them. */
const NAMED: Readonly<Record<string, string>> = { Alias: '别名', Anchor: '锚点', anchor: '锚点', tag: '标签' };

/** Chinese for what the YAML parser says. */
export const YAML_PHRASES: readonly Phrase[] = [
  [/^All sequence items must start at the same column$/, '列表各项没有对齐在同一列'],
  [/^All mapping items must start at the same column$/, '各个键没有对齐在同一列'],
  [/^Implicit keys (?:of flow sequence pairs )?need to be on a single line$/, '键没有写在一行内，或缺少“: ”'],
  [/^A block sequence may not be used as an implicit map key$/, '列表不能作键'],
  [/^Sequence item without - indicator$/, '列表项缺少 -'],
  [/^Missing (.*) between (.*) items$/, (what = '', of) => `${kind(of)}各项之间缺少 ${what.replace(' or ', ' 或 ')}`],
  [/^Missing space after : in (.*)$/, (of) => `${kind(of)}的 : 后面缺少空格`],
  [/^Unexpected empty item in (.*)$/, (of) => `${kind(of)}有空项`],
  [
    /^(.*?) in block collection must be sufficiently indented and end with a (.)$/,
    (of, end = '') => `${kind(of)}缩进不足，或没有以 ${end} 结尾`,
  ],
  [/^(.*?) must end with a (.)$/, (of, end = '') => `${kind(of)}没有以 ${end} 结尾`],
  [/^(.*?) and the following node must be separated .*$/, '$1 与其后内容没有分开'],
  [/^Comments must be separated from other tokens by white space characters$/, '注释的 # 之前没有空格'],
  [/^Plain value cannot start with (.*)$/, (what = '') => `值不能以${translate(what, BEGINNINGS).zh}开头`],
  [/^Unresolved alias.*: (.*)$/, '没有定义的别名 $1'],
  [/^Unresolved tag: (.*)$/, '未知的标签 $1'],
  [/^Unexpected block-seq-ind on same line with key$/, '列表的 - 与键写在同一行'],
  [/^Unexpected (.*) (?:token|at node end|in .*)$/, '多出的 $1'],
  [/^Unexpected .*? token in YAML (?:stream|document): (".*")$/s, '多出的 $1'],
  [/^(?:Not a YAML token|Unsupported token|Expected a flow scalar value, but found):? (.*)$/s, '不是 YAML 的内容：$1'],
  [/^Unexpected doc-end without preceding document$/, '文档结束标记 ... 之前没有文档'],
  [/^Missing directives-end(?:\/doc-start)? indicator line$/, '% 指令之后缺少 --- 一行'],
  [/^%TAG directive should contain exactly two parts$/, '%TAG 指令须有两个部分'],
  [/^%YAML directive should contain exactly one part$/, '%YAML 指令须有一个部分'],
  [/^Unsupported YAML version (.*)$/, '不支持的 YAML 版本 $1'],
  [/^Unknown directive (.*)$/, '未知的指令 $1'],
  [/^(Alias|Anchor) cannot be an empty string$/, (what = '') => `${NAMED[what] ?? what}没有名称`],
  [/^(Alias|Anchor) ending in : is ambiguous$/, (what = '') => `${NAMED[what] ?? what}名称以 : 结尾，含义不明`],
  [/^Anchor must not contain whitespace or control characters: (.*)$/s, '锚点名称中有空白或控制字符：$1'],
  [/^A node can have at most one (anchor|tag)$/, (what = '') => `一个值有两个${NAMED[what] ?? what}`],
  [/^An alias node must not specify any properties$/, '别名之前有锚点或标签'],
  [/^Anchors and tags must be after the (.) indicator$/, '锚点和标签写在 $1 之前'],
  [/^Tags and anchors must be separated from the next token by white space$/, '标签或锚点之后没有空格'],
  [/^Missing newline after block sequence props$/, '列表的锚点或标签之后没有换行'],
  [/^(?:Verbatim tags|Not a valid tag|Could not resolve tag|The .* tag has no suffix).*$/, '无效的标签'],
  [/^The : indicator must be at most 1024 chars after the start of .*$/, '键太长：1024 个字符以内须有 :'],
  [/^Flow end indicator should be more indented than parent$/, '收尾的括号缩进不足'],
  [/^Block scalar .*$/, '多行文本的缩进或标记有误'],
  [/^Block collection cannot start on same line with directives-end marker$/, '内容不能与 --- 写在同一行'],
  [/^Map keys must be unique$/, '重复的键'],
];
