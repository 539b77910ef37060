import { type Phrase, translate } from '../../report/messages/phrases.ts';
import type { Text } from '../../report/messages/words.ts';

/** Chinese for what `doctor` looks at, found, and advises. Errors of the system itself stay as they are. */
export const DOCTOR: readonly Phrase[] = [
  [/^system$/, '系统'],
  [/^CPU and memory$/, 'CPU 和内存'],
  [/^viewers carried$/, '可承载观众'],
  [/^browser$/, '浏览器'],
  [/^slowed time$/, '时间放慢'],
  [/^real-time priority$/, '实时优先级'],
  [/^network: (\S+)$/, '网络：$1'],
  [/^internet inside$/, '内部可上网'],
  [/^load now$/, '当前负载'],
  [
    /^networks are shaped on Linux; check, judge and report work here$/,
    '网络模拟只在 Linux 上可用；check、judge、report 在本机可用',
  ],
  [/^a publisher and three viewers need two cores$/, '一路推流加三位观众需要两个核心'],
  [/^(\d+) at (.*) \((\S+)\)$/, '$1 位，画面为 $2（$3 测得）'],
  [/^not available: (.*)$/s, '不可用：$1'],
  [
    /^takes play at the speed of this machine \(--slow 1\), which has to be fast and quiet enough for them$/,
    '各轮只能按本机速度运行（--slow 1），因此本机须足够快、足够空闲',
  ],
  [/^a busy machine slows the rehearsal instead of spoiling it$/, '本机繁忙时彩排会放慢，而不会失真'],
  [
    /^permitted: the shaper and the origin keep their timing beside busy browsers$/,
    '允许：浏览器繁忙时，网络模拟和源站仍能准时',
  ],
  [/^no chrt$/, '没有 chrt'],
  [/^not permitted$/, '不允许'],
  [/^run as root, with util-linux installed, for better timing$/, '安装 util-linux 并以 root 运行，时间会更准'],
  [/^over masquerade by nftables \(network --internet\)$/, '经由 nftables 地址伪装（network --internet）'],
  [/^over (.*) \(network --internet\)$/, '经由 $1（network --internet）'],
  [/^(\d+) % busy, ([\d.]+) % stolen by neighbours$/, '占用 $1%，被同一宿主机的邻居占去 $2%'],
  [
    /^other work on this machine slows rehearsals down, and spoils those that cannot be slowed$/,
    '本机上的其他工作会拖慢彩排；无法放慢的彩排会因此失真',
  ],
  [/^root, (\/dev\/net\/tun) and network namespaces$/, 'root、$1 和网络命名空间'],
  [/^user namespace, (\/dev\/net\/tun) and network namespaces$/, '用户命名空间、$1 和网络命名空间'],
  [
    /^needs no privilege; shapes the media of WHIP and WHEP, and nothing else$/,
    '不需要权限；只模拟 WHIP 和 WHEP 的媒体流',
  ],
  [/^root, tc, and a kernel with netem$/, 'root、tc 和带 netem 的内核'],
  [/^no UDP on (.*)$/, '$1 上不能收发 UDP'],
  [/^needs Linux, this is (.*)$/, '需要 Linux，本机为 $1'],
  [/^needs root$/, '需要 root'],
  [/^needs the (.*) commands?$/, (names) => `需要 ${(names ?? '').replace(' and ', ' 和 ')} 命令`],
  [/^(\S+) cannot be opened \((.*)\)$/, '无法打开 $1（$2）'],
  [/^network namespaces cannot be made \((.*)\)$/s, '无法创建网络命名空间（$1）'],
  [/^this kernel has no (.*) \((.*)\)$/s, '内核没有 $1（$2）'],
  [/^install iproute2: (.*)$/, '请安装 iproute2：$1'],
  [/^run as root: (.*)$/, '请以 root 运行：$1'],
  [/^run longhaul on Linux, for example in a virtual machine$/, '请在 Linux 上运行 longhaul，例如用虚拟机'],
  [/^load the module: (sudo modprobe \S+); in a container: (.*)$/, '请加载模块：$1；在容器里：$2'],
  [
    /^load the module: (sudo modprobe \S+) \(.*\); the tun backend needs none$/,
    '请加载模块：$1（Debian 的云内核和托管 CI 没有）；tun 后端不需要模块',
  ],
  [/^in a container: (docker run --privileged); the tun backend needs less$/, '在容器里：$1；tun 后端所需权限更少'],
  [/^in a container: docker run --privileged, or (--cap-add .*)$/, '在容器里：docker run --privileged，或加 $1'],
];

/** Returns a part of what `doctor` found in both languages; what the system itself said stays in its own words. */
export function doctorText(part: string): Text {
  return translate(part, DOCTOR);
}
