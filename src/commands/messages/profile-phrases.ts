import type { Phrase } from '../../report/messages/phrases.ts';

/** Chinese for fields of a line, a haul or a picture that contradict each other. */
export const PROFILE_PHRASES: readonly Phrase[] = [
  [
    /^(`.*`) beside it: (.*)$/,
    (keys, why) => `同时写 ${(keys ?? '').replaceAll(' or ', ' 或 ')}：${REASONS[why ?? ''] ?? why}`,
  ],
  [/^a (\w+) without a rate$/, '有 $1，但没有速率'],
  [/^a start without either$/, '有 start，但两者都没有'],
  [/^a burst without loss$/, '有 burst，但没有丢包'],
  [/^(\S+ ms) in all$/, '共 $1'],
  [/^a share beside `burst`, or a chain alone$/, '与 `burst` 并用的百分比，或单独的丢包链'],
  [/^a chain (\{.*\}) beside `burst`$/, '与 `burst` 并用的丢包链 $1'],
  [/^another one beside it$/, '又有一个'],
  [/^a trace or a rate for each direction$/, '每个方向写轨迹或速率之一'],
  [/^both for `(.*)`$/, '`$1` 两者都有'],
  [/^the `kind` of the queue alone$/, '只写队列的 `kind`'],
  [/^a discipline beside it$/, '又写了 discipline'],
  [/^no `rtt` beside `delay`: its halves would not fit$/, '有 `delay` 时不写 `rtt`：对半分配不成立'],
  [/^at most half of the (.*) between them$/, '不超过间隔 $1 的一半'],
  [/^a way with a rate: it shares the queue of one$/, '有速率的方向：它与其共用队列'],
  [/^no `ecn` beside bbr, whose version 1 ignores marks$/, '用 bbr 时不写 `ecn`：其第 1 版不理会标记'],
  [/^a size \(`least`, `most`\) and `off`, or none$/, '大小（`least`、`most`）和 `off` 都写，或都不写'],
  [/^a number by which (\S+) divides into even numbers$/, '能将 $1 整除为偶数的数'],
  [
    /^(.*): (\w+) has no spatial layers, (.*) do$/,
    (modes, codec, others) =>
      `${(modes ?? '').replaceAll(' or ', ' 或 ')}：${codec} 没有空间分层，${(others ?? '').replace(' and ', ' 和 ')} 有`,
  ],
  [
    /^(L1T1.*) beside simulcast, which has smaller pictures already$/,
    '与 simulcast 并用时为 L1T1、L1T2 或 L1T3：已有较小的画面',
  ],
];

const REASONS: Readonly<Record<string, string>> = {
  'a queue forms before a bottleneck': '有瓶颈才有队列',
  'it is that of the queue before a bottleneck': '它属于瓶颈前的队列',
  'it scales the rate': '它按比例改变速率',
  'it shares the queue before a bottleneck': '它共用瓶颈前的队列',
  'it says where in those the window opens': '它说明测量从其中何处开始',
  'a burst is of lost packets': '突发指连续丢包',
};
