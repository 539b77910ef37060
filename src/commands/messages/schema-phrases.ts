import type { Phrase } from '../../report/messages/phrases.ts';

/** Names of JSON's kinds as the schema's checks call them. */
const KINDS: Readonly<Record<string, string>> = {
  ...{ string: '文字', number: '数字', boolean: '开关', object: '映射', record: '映射', array: '列表' },
  ...{ null: '空', undefined: '空', int: '整数', NaN: 'NaN' },
};
const kind = (name = '') => KINDS[name] ?? name;
const at = (path = '') => (path === '' ? '' : `${path.slice(0, -2)}：`);

/** Chinese for what a schema's checks say of the first field of a JSON file that is wrong. */
export const SCHEMA_PHRASES: readonly Phrase[] = [
  [
    /^(\S+: |)Invalid input: expected (.*), received (.*)$/s,
    (path, expected, received) =>
      `${at(path)}应为${kind(expected)}，实际${received === 'null' || received === 'undefined' ? '没有内容' : `为${kind(received)}`}`,
  ],
  [/^(\S+: |)Invalid (?:input|option): expected (.*)$/s, (path, expected) => `${at(path)}应为 ${expected}`],
  [/^(\S+: |)Invalid (?:input|string|key).*$/s, (path) => `${at(path)}无效的值`],
  [/^(\S+: |)Unrecognized keys?: (.*)$/s, (path, keys) => `${at(path)}未知的键 ${keys}`],
  [
    /^(\S+: |)Too (small|big): expected .* to (?:be|have) (.*)$/s,
    (path, size, limit) => `${at(path)}过${size === 'small' ? '小' : '大'}，应 ${limit}`,
  ],
];
