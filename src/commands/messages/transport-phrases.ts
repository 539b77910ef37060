import type { Phrase } from '../../report/messages/phrases.ts';

/** Chinese for what errors of transports, their servers and secrets expected and found. */
export const transportPhrases = (zh: (part: string) => string): readonly Phrase[] => [
  [/^a URL such as (\S+), without user and password \(see bearer\)$/, '形如 $1 的网址，不含用户名和密码（见 bearer）'],
  [/^a URL such as (\S+)$/, '形如 $1 的网址'],
  [
    /^an address that viewers can reach: loopback is each viewer’s own, write this machine’s address instead$/,
    '观众能访问的地址：loopback 是各观众自己的，请改写本机地址',
  ],
  [/^an endpoint’s URL(.*)$/, '端点的网址$1'],
  [/^the environment variable (\S+) to hold (.*)$/, (name = '', what = '') => `环境变量 ${name} 的内容为${zh(what)}`],
  [/^(\S+) to hold (.*)$/, (file = '', what = '') => `${file} 的内容为${zh(what)}`],
  [/^it is not set$/, '未设置'],
  [/^it is empty$/, '为空'],
  [/^a file that can be read: (.*)$/, '可读取的文件：$1'],
  [/^an empty file$/, '空文件'],
  [
    /^(a token|a key|a salt|a password|an app ID|a certificate) in (\S+)$/,
    (what = '', file = '') => `${file} 中有${zh(what)}`,
  ],
  [/^a token$/, '令牌'],
  [/^a password$/, '密码'],
  [/^something else, which is not shown$/, '其他内容（不予显示）'],
  [/^a certificate that can be read$/, '可读取的证书'],
  [/^a certificate \(PEM\)$/, '证书（PEM）'],
  [/^the path of a certificate \(PEM\)$/, '证书（PEM）的路径'],
  [/^the path of a file$/, '文件的路径'],
  [/^where to find the secret: (.*) or (.*)$/, '密钥的位置：$1 或 $2'],
  [/^a name, or where to find it: (.*) or (.*)$/, '名称，或其位置：$1 或 $2'],
  [/^a server with an IPv4 address$/, '有 IPv4 地址的服务器'],
  [/^(\S+), which has none \((.*)\)$/, '$1 没有（$2）'],
  [
    /^an address that participants reach, this machine’s own in its network rather than loopback$/,
    '推流端和观众都能访问的地址：请写本机在网络中的地址，而非 loopback',
  ],
  [/^(\S+), which is (\S+)$/, '$1，即 $2'],
  [
    /^https, since the server is on the internet \(http is for servers of the local network\)$/,
    'https，因为服务器在公网上（http 只用于局域网内的服务器）',
  ],
  [/^an address such as (\S+), (\S+) or stun:…$/, '地址，例如 $1、$2 或 stun:…'],
  [/^a list of servers such as (.*)$/, '服务器列表，例如 $1'],
  [/^a list of IPv4 addresses or names of access points$/, '接入点的 IPv4 地址或名称列表'],
  [/^local, or a transport with its settings: (.*)$/, '"local"，或带设置的传输方式：$1'],
  // Channels of Agora.
  [
    /^an app ID of 32 hexadecimal digits, or where to find one: (.*) or (.*)$/,
    '32 位十六进制的 App ID，或其位置：$1 或 $2',
  ],
  [/^an app ID of 32 hexadecimal digits$/, '32 位十六进制的 App ID'],
  [/^an app certificate of 32 hexadecimal digits$/, '32 位十六进制的 App 证书'],
  [/^a token, which begins with 007$/, '以 007 开头的令牌'],
  [/^a command that prints a token, which begins with 007$/, '输出令牌（以 007 开头）的命令'],
  [/^a command that prints a token$/, '输出令牌的命令'],
  [/^it took more than (\S+) s; run it by hand to see why$/, '运行超过 $1 s；请手动运行以查明原因'],
  [/^it ended with (.*); run it by hand to see why$/, '以 $1 结束；请手动运行以查明原因'],
  [/^(.*); run it by hand to see why$/, '$1；请手动运行以查明原因'],
  [/^other output$/, '其他输出'],
  [/^a key of at most (\d+) ASCII characters$/, '最多 $1 个 ASCII 字符的密钥'],
  [/^a salt of (\S+) bytes in base64$/, '$1 字节的盐（base64）'],
  [/^a channel’s name: at most 64 letters, digits, spaces and (.*)$/, '频道名：最多 64 个字母、数字、空格和 $1'],
  [
    /^a user: a whole number from (\d+) to (\d+), or a text of at most 255 ASCII characters in quotes$/,
    '用户：$1 到 $2 的整数，或加引号的文本（最多 255 个 ASCII 字符）',
  ],
  [
    /^one of token, tokenCommand and certificate, or none of them$/,
    'token、tokenCommand、certificate 三者之一，或都不写',
  ],
  [/^area: GLOBAL beside excludedArea, which is left out of it$/, '有 excludedArea 时写 area: GLOBAL，前者从中排除'],
  [/^an area within GLOBAL, such as CHINA$/, 'GLOBAL 中的区域，例如 CHINA'],
  [
    /^nothing: the cloud proxy is the public cloud’s, and an accessPoint is a private deployment’s$/,
    '不写：云代理属于公有云，而 accessPoint 属于私有部署',
  ],
  [
    /^number: the SDK looks up string users in the public cloud, which an accessPoint is not$/,
    'number：SDK 在公有云中查找字符串用户，而 accessPoint 不是公有云',
  ],
  [
    /^a dualStream beside fallback: low-stream, which has nothing to fall back to without$/,
    '有 fallback: low-stream 时同时写 dualStream，否则没有小流可回退',
  ],
  [
    /^a dualStream beside stream: low, which does not exist without$/,
    '有 stream: low 时同时写 dualStream，否则没有小流',
  ],
  [
    /^none, low-stream or audio-only: only a native host sends layers, seen with publish: none$/,
    'none、low-stream 或 audio-only：只有原生主播端会发送分层，须写 publish: none',
  ],
  [
    /^high or low: only a native host sends layers, seen with publish: none$/,
    'high 或 low：只有原生主播端会发送分层，须写 publish: none',
  ],
  [
    /^host only with publish: none; without it viewers watch longhaul’s own host$/,
    '只在 publish: none 时写 host；否则观众看的是 longhaul 自己的主播端',
  ],
  [/^a user of the same kind as uids: .*$/, '与 uids 同类的用户：uids: number 时为数字，uids: string 时为加引号的文本'],
  [
    /^a host beside presubscribe: whose media to ask for must be known$/,
    '有 presubscribe 时同时写 host：须知道订阅谁的媒体',
  ],
  [
    /^nothing: Agora’s SDK sends one smaller picture at most, the transport’s dualStream$/,
    '不写：声网 SDK 最多再发一路小流，即该传输方式的 dualStream',
  ],
  [
    /^nothing, or codec: vp8 or vp9, with which alone Agora’s SDK heeds it$/,
    '不写，或 codec: vp8 或 vp9（声网 SDK 只对这两种编码遵守它）',
  ],
  [/^L1T1, or codec: vp9, the only one that Agora’s SDK layers$/, 'L1T1，或 codec: vp9（声网 SDK 只对它分层）'],
  [
    /^nothing beside `degradation` of the video, which decides the same$/,
    '视频已写 `degradation` 时不写，二者决定同一件事',
  ],
  [/^no more than the video’s bitrate of (\S+) kbps$/, '不超过视频码率 $1 kbps'],
  [/^a picture no larger than the broadcast’s (\S+)$/, '不大于直播画面 $1 的画面'],
];
