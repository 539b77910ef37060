import type { Phrase } from '../../report/messages/phrases.ts';

/** Chinese for what a network backend cannot do, after "cannot". */
export const REFUSALS: readonly Phrase[] = [
  [
    /^capture packets: the kernel does not tell which ones it lost, or why$/,
    '不能抓包：内核不会说明丢了哪些包、为何丢',
  ],
  [/^capture packets$/, '不能抓包'],
  [/^be slowed: the kernel times its queues and delays \(--slow 1\)$/, '不能放慢：队列和延迟由内核计时（--slow 1）'],
  [/^lead to the real internet$/, '不能连到真实的互联网'],
  [/^shape traffic to the internet other than WHIP and WHEP$/, '除 WHIP 和 WHEP 外，不能模拟通往互联网的流量'],
  [
    /^run any command on a host: only media whose SDP it sees take the shaped path$/,
    '不能在节点上运行命令：只有它能看到 SDP 的媒体才走模拟路径',
  ],
  [
    /^send at the single opportunities of the trace (.*) \((.*)\), only at the rates of a trace$/,
    '不能按轨迹 $1 的逐个发送时机发送（$2），只能按轨迹的速率',
  ],
  [/^make single packets late \((.*)\), only send them ahead$/, '不能让个别包变晚（$1），只能让其提前'],
  [
    /^count packets for the reorder gap of (\S+) while its delay or loss changes: .*$/,
    '$1 的延迟或丢包变化时，不能为乱序间隔数包：每次变化都会从头数起',
  ],
  [
    /^keep bursts by packets on (\S+) while its delay or loss changes, .*$/,
    '$1 的延迟或丢包变化时，不能保持按包数的连续丢包（每次变化都会中断），只能按时间',
  ],
  [/^batch packets as the radio of (\S+) does$/, '不能像 $1 的无线链路那样成批发送'],
  [/^wake the radio of (\S+) after a pause$/, '不能模拟 $1 的无线链路在停顿后唤醒'],
  [
    /^hold packets on (\S+), or slow them for a time, without a rate on the same link$/,
    '$1 没有速率时，不能暂停或一时减慢其数据包',
  ],
  [/^put cross traffic into the queue of (\S+)$/, '不能在 $1 的队列中加入其他流量'],
  [/^block UDP on (\S+), but let probes pass$/, '不能在 $1 上屏蔽 UDP 而放行探测包'],
  [
    /^block UDP on (\S+): media over TCP, which would take its place, does not pass through it$/,
    '不能在 $1 上屏蔽 UDP：取而代之的 TCP 媒体不经过它',
  ],
  [
    /^drop what is too large for (\S+): a socket does not show whether a packet may be fragmented$/,
    '不能丢弃超过 $1 大小上限的包：从套接字看不出包是否允许分片',
  ],
  [
    /^keep the two queues of dualpi2 on (\S+): a socket does not show whose packets are L4S$/,
    '不能在 $1 上分出 dualpi2 的两个队列：从套接字看不出哪些包属于 L4S',
  ],
  [/^drop what is too large for (\S+)$/, '不能丢弃超过 $1 大小上限的包'],
  [
    /^tell how many packets the queue of (\S+) marked \(ecn: false\)$/,
    '不能得知 $1 的队列标记了多少包（可写 ecn: false）',
  ],
  [
    /^mark packets \(ECN\) on (\S+): a socket does not show their headers \(ecn: false\)$/,
    '不能在 $1 上标记包（ECN）：从套接字看不到包头（可写 ecn: false）',
  ],
  [/^keep more than (\d+) flows apart on (\S+)$/, '不能在 $2 上区分超过 $1 条流'],
];
