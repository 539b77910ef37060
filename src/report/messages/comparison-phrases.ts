import { evidenceText } from './evidence-phrases.ts';
import { invalidReasonText } from './invalid-words.ts';
import { type Phrase, translate } from './phrases.ts';
import { GAP, joinTexts, type Text } from './words.ts';

/** Names of what of the machine differs between two rehearsals. */
const CONDITIONS: Readonly<Record<string, string>> = {
  'the browser, and with it the encoder': '浏览器（连同其编码器）',
  'the machine (CPU)': '机器（CPU）',
  'the machine (number of CPUs)': '机器（CPU 数）',
  'the kernel': '内核',
};
const known = (value: string) => (value === 'unknown' ? '未知' : value);

/** Chinese for what makes a comparison doubtful, and for why a seed was left out. */
const PHRASES: readonly Phrase[] = [
  [
    /^(the .*?) differs: (.*) in the baseline, (.*) in the candidate$/,
    (what = '', a = '', b = '') => `${CONDITIONS[what] ?? what}不同：基准为 ${known(a)}，候选为 ${known(b)}`,
  ],
  [
    /^another first mile: what changed is the way as a whole, not the encoder alone$/,
    '推流首段不同：变化的是整条路径，而不只是编码器',
  ],
  [
    /^another haul: what changed is the way as a whole, not the encoder alone$/,
    '跨境段不同：变化的是整条路径，而不只是编码器',
  ],
  [
    /^another first mile and another haul: what changed is the way as a whole, not the encoder alone$/,
    '推流首段和跨境段都不同：变化的是整条路径，而不只是编码器',
  ],
  [
    /^the transport differs \((\S+), (\S+)\): what changed is the way as a whole, not the encoder alone$/,
    '传输方式不同（$1、$2）：变化的是整条路径，而不只是编码器',
  ],
  [/^both send the same: no setting differs$/, '两者发送的内容相同：没有任何设置不同'],
  [
    /^clarity is that of each arm’s own picture \((\S+), (\S+)\): it does not show what a smaller one loses$/,
    '清晰度按各自的画面计算（$1、$2）：较小画面所损失的不会显示',
  ],
  [
    /^the sound has fewer bits \((\S+) to (\S+) kbps\): no number tells how it sounds$/,
    '声音码率降低（$1 至 $2 kbps）：没有任何指标反映听感',
  ],
  [/^variants of (.+) are not compared: (.+)$/, '未比较 $1 的变体：$2'],
  [/^the limits differ, and each is ready or not by its own: (.+)$/, '上下限不同，是否就绪各按自己的判定：$1'],
  [/^no number of (.+) has a limit: nothing there decides$/, '$1 没有任何设有上下限的指标：该地区不参与判定'],
  [/^the budgets on change differ: the stricter of each counts$/, '变化要求不同：逐项以较严的为准'],
  [/^longhaul (\S+) measured the baseline, (\S+) the candidate$/, '基准由 longhaul $1 测得，候选由 $2 测得'],
  [
    /^want of CPU held the encoder of (.*) back, at most (.*) of a take: it may do better on more cores$/,
    '$1 的编码器受 CPU 不足限制，最多占一轮的 $2：核心更多时可能更好',
  ],
  [
    /^the baseline itself comes near to a clear miss \(seed (\d+), (\S+) in (.+)\): what the candidate misses clearly may be chance here, unless it loses a seed every time$/,
    '基准自身也接近明显不达标（种子 $1，$3 的 $2）：候选的明显不达标在此可能出于偶然，除非某个种子每次重播都失败',
  ],
  [/^not played$/, '没有运行'],
  [/^invalid$/, '无效'],
];

/** Returns a warning or a reason of a comparison in both languages; one not known here stays in English. */
export function comparisonText(text: string): Text {
  const reasons = text.split(SIGNAL);
  if (reasons.length > 1 && reasons[0] === '') return signalTexts(reasons.slice(1));
  const found = translate(text, PHRASES);
  return found.zh === found.en ? evidenceText(text) : found;
}

/** Begins each reason of a take that does not count: "host-busy: In 2 of 5 ... viewer-timer-late: In 1 of 5 ...". */
const SIGNAL = /(?:^|(?<=\.) )([a-z]+(?:-[a-z]+)*): /;

/** Returns the titles of the signals in a reason, without what they found; a reason that is none as it is. */
export function reasonTitles(text: string): readonly Text[] {
  const [before, ...found] = text.split(SIGNAL);
  if (before !== '' || found.length === 0) return [comparisonText(text)];
  const signals = found.filter((_, i) => i % 2 === 0);
  return signals.map((signal) => invalidReasonText({ signal, reason: '', advice: '' }).title);
}

/** Puts signals, each followed by what it found, into words: the signal's title instead of its id. */
function signalTexts([signal = '', reason = '', ...rest]: readonly string[]): Text {
  const { title, detail } = invalidReasonText({ signal, reason, advice: '' });
  const own = detail === undefined ? title : joinTexts([title, detail], GAP);
  return rest.length === 0 ? own : joinTexts([own, signalTexts(rest)], GAP);
}
