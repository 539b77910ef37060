import type { Text } from './words.ts';

/** Texts about the settings of an Agora channel. Names of the SDK stay as they are: that is how they are set. */
export const AGORA_WORDS = {
  settings: { en: 'Agora’s settings: {list}.', zh: '声网设置：{list}。' },
  area: { en: 'servers in {area}', zh: '服务器区域 {area}' },
  areaWithout: { en: 'servers in {area} without {excluded}', zh: '服务器区域 {area}（不含 {excluded}）' },
  cloudProxy: { en: 'cloud proxy over {protocol} (mode {mode})', zh: '云代理 {protocol}（模式 {mode}）' },
  encryption: { en: 'encryption {mode}', zh: '加密 {mode}' },
  uids: { en: 'users with text ids', zh: '字符串用户 ID' },
  lowLatency: { en: 'audience latency low (Broadcast Streaming)', zh: '观众延迟级别 low（极速直播）' },
  videoProfile: { en: 'encoder settings {profile}', zh: '编码参数 {profile}' },
  bitrateMin: { en: 'at least {rate}', zh: '最低码率 {rate}' },
  minDownscale: { en: 'no picture below {size}', zh: '分辨率不低于 {size}' },
  optimizationMode: { en: 'optimization mode {mode}', zh: '传输优化模式 {mode}' },
  audioProfile: { en: 'sound {profile}', zh: '音频编码 {profile}' },
  dualStream: { en: 'low stream {size} {fps} at {rate}', zh: '小流 {size} {fps}，{rate}' },
  dualStreamAuto: { en: 'low stream {size} {fps} at {rate}, on demand', zh: '小流 {size} {fps}，{rate}，按需发送' },
  fallback: { en: 'fallback {fallback}', zh: '回退 {fallback}' },
  stream: { en: 'viewers ask for the {stream} stream', zh: '观众订阅 {stream} 流' },
  autoSubscribe: { en: 'autoSubscribe', zh: 'autoSubscribe（自动订阅）' },
  preload: { en: 'preload', zh: 'preload（预加载频道）' },
  presubscribe: { en: 'presubscribe', zh: 'presubscribe（预订阅）' },
  lastmileProbe: { en: 'last-mile probe before the take', zh: '开始前网络质量探测' },
} as const satisfies Record<string, Text>;
