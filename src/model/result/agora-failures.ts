import type { Text } from './text.ts';

/** Failures of Agora's SDK, in plain words of both languages, and what to do about each. */
export interface AgoraFailure {
  readonly en: string;
  readonly zh: string;
  readonly advice: { readonly en: string; readonly zh: string };
}

/** Every failure by its id: first what Agora or the SDK say themselves, then how far an attempt got that took too long. */
export const AGORA_FAILURES = {
  appId: {
    en: 'Agora knows no such app ID',
    zh: '声网没有这个 App ID',
    advice: {
      en: 'compare `appId` with the project’s page in Agora’s console',
      zh: '请与声网控制台项目页上的 App ID 核对 `appId`',
    },
  },
  tokenMissing: {
    en: 'the project asks for tokens and the scenario gives none',
    zh: '该项目要求 Token，而场景中没有提供',
    advice: {
      en: 'add `certificate`, `tokenCommand` or `token`',
      zh: '请添加 `certificate`、`tokenCommand` 或 `token`',
    },
  },
  tokenUnwanted: {
    en: 'the project has no certificate and yet a token was given',
    zh: '该项目未启用证书，却提供了 Token',
    advice: {
      en: 'leave `certificate`, `tokenCommand` and `token` out',
      zh: '请去掉 `certificate`、`tokenCommand` 和 `token`',
    },
  },
  tokenExpired: {
    en: 'the token has expired',
    zh: 'Token 已过期',
    advice: {
      en: 'make a new one, or let longhaul make and renew them (`certificate`, `tokenCommand`); look at this machine’s clock too',
      zh: '请生成新的 Token，或由 longhaul 生成并续期（`certificate`、`tokenCommand`）；并检查本机时钟',
    },
  },
  license: {
    en: 'the project’s licence does not allow this',
    zh: '该项目的 License 不允许此操作',
    advice: { en: 'look at licences and minutes in Agora’s console', zh: '请在声网控制台查看 License 和用量' },
  },
  token: {
    en: 'Agora refuses the token: it is for another app, channel or user, or the certificate is not this app’s',
    zh: '声网拒绝该 Token：它属于其他应用、频道或用户，或证书不属于此应用',
    advice: {
      en: 'make it for this app, this channel and uid 0, or give the app’s own `certificate`',
      zh: '请为此应用、此频道和 uid 0 生成 Token，或提供该应用的 `certificate`',
    },
  },
  full: {
    en: 'the channel is full: it takes no more users or hosts',
    zh: '频道已满：无法再加入用户或主播',
    advice: {
      en: 'use a channel of its own for rehearsals, or have the limit raised by Agora',
      zh: '请使用彩排专用频道，或联系声网提高上限',
    },
  },
  busy: {
    en: 'Agora has no server for this channel at the moment',
    zh: '声网暂时没有可用于此频道的服务器',
    advice: { en: 'try again in a minute, or another `area`', zh: '请稍后重试，或换一个 `area`' },
  },
  inactive: {
    en: 'the project is not active',
    zh: '该项目未启用',
    advice: { en: 'enable it in Agora’s console', zh: '请在声网控制台启用该项目' },
  },
  banned: {
    en: 'this user, address or channel is banned',
    zh: '该用户、IP 或频道已被封禁',
    advice: {
      en: 'lift the ban in Agora’s console, or wait until it ends',
      zh: '请在声网控制台解除封禁，或等待封禁到期',
    },
  },
  area: {
    en: 'no servers for this place in the area asked for',
    zh: '所选区域没有可供此地使用的服务器',
    advice: { en: 'look at `area` and `excludedArea`', zh: '请检查 `area` 和 `excludedArea`' },
  },
  uidTaken: {
    en: 'another user of the same id is in the channel',
    zh: '频道内已有相同 ID 的用户',
    advice: { en: 'use a channel of its own for rehearsals', zh: '请使用彩排专用频道' },
  },
  stringUid: {
    en: 'Agora refuses the user’s id',
    zh: '声网拒绝该用户 ID',
    advice: {
      en: 'look at `uids`: all users of a channel have numbers, or all have texts',
      zh: '请检查 `uids`：同一频道的用户必须全用数字，或全用字符串',
    },
  },
  channelName: {
    en: 'Agora refuses the channel’s name',
    zh: '声网拒绝该频道名',
    advice: { en: 'take one of at most 64 letters and digits', zh: '请使用不超过 64 个字母和数字的频道名' },
  },
  role: {
    en: 'Agora does not let this user be host',
    zh: '声网不允许该用户作为主播',
    advice: {
      en: 'make the token for the role of a publisher; look at co-host authentication in the console',
      zh: '请以发布者角色生成 Token；并在控制台查看连麦鉴权设置',
    },
  },
  proxy: {
    en: 'Agora’s cloud proxy gives no server',
    zh: '声网云代理没有分配服务器',
    advice: {
      en: 'have the cloud proxy enabled for the project, or leave `cloudProxy` out',
      zh: '请为该项目开通云代理，或去掉 `cloudProxy`',
    },
  },
  codec: {
    en: 'the SDK says that this browser cannot do it',
    zh: 'SDK 表示此浏览器不支持该操作',
    advice: { en: 'try another `codec`, or another browser', zh: '请换一种 `codec`，或换一个浏览器' },
  },
  permission: {
    en: 'the browser gives no permission for a camera, a microphone or a loudspeaker',
    zh: '浏览器没有授予摄像头、麦克风或扬声器权限',
    advice: {
      en: 'longhaul’s own browsers need none: allow it in the browser that was named, or leave that out',
      zh: 'longhaul 自带的浏览器无需授权：请在所指定的浏览器中授权，或不指定浏览器',
    },
  },
  autoplay: {
    en: 'the browser refuses to play sound of its own accord (autoplay)',
    zh: '浏览器拒绝自动播放声音（autoplay）',
    advice: {
      en: 'longhaul’s own browsers allow it: leave out the browser that was named',
      zh: 'longhaul 自带的浏览器允许自动播放：请不要指定其他浏览器',
    },
  },
  parameters: {
    en: 'the SDK refuses what it was asked',
    zh: 'SDK 拒绝了所给的参数或操作',
    advice: {
      en: 'this is a defect of longhaul: please report it with the recording',
      zh: '这是 longhaul 的缺陷：请连同录制文件一并报告',
    },
  },
  noAccessPoint: {
    en: 'no answer from Agora’s access point: this line or a firewall lets no HTTPS through to it',
    zh: '声网接入点没有应答：此线路或防火墙不放行到它的 HTTPS',
    advice: {
      en: 'try https on port 443 from this machine; behind a firewall that allows Agora’s proxy only, `cloudProxy`',
      zh: '请从本机试访 443 端口的 https；若防火墙只放行声网代理，请用 `cloudProxy`',
    },
  },
  noGateway: {
    en: 'no route to the edge: its gateway does not answer on WebSocket (a firewall, or the line)',
    zh: '无法到达边缘节点：其网关不应答 WebSocket（防火墙或线路所致）',
    advice: {
      en: 'open the ports of Agora’s firewall document, or set `cloudProxy: tcp`',
      zh: '请按声网防火墙文档放行端口，或设置 `cloudProxy: tcp`',
    },
  },
  noHost: {
    en: 'in the channel, but the host to watch has no picture there',
    zh: '已进入频道，但要观看的主播没有画面',
    advice: {
      en: 'see that the host publishes in this channel, and that `host` is its id',
      zh: '请确认主播正在此频道推流，且 `host` 是其 ID',
    },
  },
  noMedia: {
    en: 'in the channel, but no media gets through: UDP is blocked between here and the edge',
    zh: '已进入频道，但没有媒体通过：此处与边缘节点之间的 UDP 被阻断',
    advice: {
      en: 'open UDP 1024 to 65535, or set `cloudProxy: tcp`',
      zh: '请放行 UDP 1024 至 65535，或设置 `cloudProxy: tcp`',
    },
  },
  gaveUp: {
    en: 'the SDK gave up',
    zh: 'SDK 已放弃',
    advice: { en: 'its events are in the recording', zh: '其事件见录制文件' },
  },
} as const satisfies Record<string, AgoraFailure>;

export type AgoraFailureId = keyof typeof AGORA_FAILURES;

/** Finds the failure that a message describes: its English words are how one crosses from a page to the runner. */
export function findAgoraFailure(message: string): AgoraFailure | undefined {
  return Object.values(AGORA_FAILURES).find(({ en }) => message.includes(en));
}

/** Returns a message in both languages; in Chinese only the failure of Agora that it describes, if any, is translated. */
export function failureInBoth(message: string): Text {
  const failure = findAgoraFailure(message);
  return { en: message, zh: failure === undefined ? message : message.replace(failure.en, failure.zh) };
}
