import type { Phrase } from '../../report/messages/phrases.ts';

/** Names of YAML's collections as the parser calls them. */
const KIND: Readonly<Record<string, string>> = {
  'flow map': '花括号 {} 中',
  'flow collection': '括号中',
  'flow sequence': '方括号 [] 中',
};
const kind = (name = '') => KIND[name.toLowerCase()] ?? name;

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
  [/^Plain value cannot start with (.*)$/, '值不能以 $1 开头（可加引号）'],
  [/^Unresolved alias.*: (.*)$/, '没有定义的别名 $1'],
  [/^Unresolved tag: (.*)$/, '未知的标签 $1'],
  [/^Unexpected (.*) (?:token|at node end|in .*)$/, '多出的 $1'],
  [/^Block scalar .*$/, '多行文本的缩进或标记有误'],
  [/^Block collection cannot start on same line with directives-end marker$/, '内容不能与 --- 写在同一行'],
  [/^Map keys must be unique$/, '重复的键'],
];
