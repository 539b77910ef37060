import type { Text } from '../../report/messages/words.ts';

/** Texts around errors and warnings. */
export const ERROR_WORDS = {
  problem: { en: '{subject}: expected {expected}; got {got}', zh: '{subject}：应为 {expected}；实际为 {got}' },
  absent: { en: '{subject}: expected {expected}; got nothing', zh: '{subject}：应为 {expected}；但没有写' },
  hinted: { en: '{problem} ({hint})', zh: '{problem}（{hint}）' },
  again: { en: '{text}; likewise in line {lines}', zh: '{text}；第 {lines} 行也一样' },
  andMore: { en: '{text} and {count} more', zh: '{text}，另有 {count} 行' },
  more: { en: '... and {count} more', zh: '…… 另有 {count} 处' },
  warning: { en: 'warning: {text}', zh: '警告：{text}' },
  cannotMeasure: { en: 'could not measure: {message}', zh: '无法测量：{message}' },
  defect: {
    en: 'a defect in longhaul, please report it:',
    zh: 'longhaul 内部错误，请报告此问题：',
  },
  stoppedAtOnce: {
    en: 'stopped at once, without a report; recordings are kept as far as they were written: `longhaul judge` reads them',
    zh: '已立即停止，没有报告；录制文件保留到停止时为止，可用 `longhaul judge` 读取',
  },
  unwritten: { en: '{what} could not be written: {why}', zh: '{what} 写入失败：{why}' },
  leftover: { en: 'removed what an earlier run left: {what}', zh: '已清除此前运行的残留：{what}' },
} as const satisfies Record<string, Text>;
