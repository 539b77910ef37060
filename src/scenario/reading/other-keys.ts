const GOP = ['gop', 'gopsize', 'keyint'];

/** Keys of other tools and everyday speech that mean exactly one key of a scenario, wherever that one is known. */
const SAME: readonly (readonly [names: readonly string[], key: string])[] = [
  [['码率', 'maxbitrate', 'videobitrate'], 'bitrate'],
  [['layers', 'encodings'], 'simulcast'],
  [['delayms', 'onewaydelay', 'owd', '单向时延', '单程延迟'], 'delay'],
  [['ping', 'rttms', 'roundtrip', 'roundtriptime', '往返时延', '往返延迟'], 'rtt'],
  [['packetloss', 'plr', '丢包', '丢包率'], 'loss'],
  [['抖动'], 'jitter'],
  [['framerate', 'framespersecond', '帧率'], 'fps'],
  [['resolution', '分辨率'], 'size'],
  [[...GOP, 'keyframe', 'keyframes', '关键帧间隔'], 'keyframeInterval'],
  [['watchers', 'audience', '观众', '观众数', '人数'], 'viewers'],
  [['network', 'line', 'connection', 'lastmile', '接入', '网络'], 'access'],
  [['city', 'country', 'place', 'location', '地区', '城市'], 'region'],
  [['start', 'begin', 'from', 'when', '开始'], 'at'],
  [['startsat', 'startat', 'starttime', 'onair', 'airat', '开播时间'], 'airtime'],
  [['arrivals', 'arrive', 'ramp', 'rampup', 'joinspread', '进场'], 'joins'],
  [['turnover', '离场', '流失'], 'churn'],
  [['seed', '种子'], 'seeds'],
  [['limits', 'thresholds', 'requirements', '要求', '上下限'], 'budgets'],
  [['publisher', 'publish', 'stream', '直播', '推流'], 'broadcast'],
  [['cities', 'countries', 'viewers', 'audience', 'audiences', 'markets', 'destinations', '观众', '地区'], 'regions'],
  [['视频'], 'video'],
  [['音频', 'sound'], 'audio'],
  [['uplink', 'studio', '推流首段'], 'firstMile'],
  [['跨境段'], 'haul'],
  [['whip'], 'publish'],
  [['whep'], 'watch'],
  [['title', '名称'], 'name'],
  [['length', 'window', '时长', '持续'], 'duration'],
  [['预热'], 'warmup'],
  [['稳定', 'settled', 'settling'], 'settle'],
  [['encoder', '编码'], 'codec'],
  [['设备'], 'device'],
  [['token', 'bearertoken', '令牌'], 'bearer'],
  [['svc', 'scalability'], 'scalabilityMode'],
  [['scaleresolutiondownby'], 'scaleDownBy'],
  [['声道'], 'channels'],
  [['notes', 'note', 'comment', '说明', '备注'], 'description'],
];

/** Keys that may mean one of several, or need another value: suggested, never taken. The first that is known there is named. */
const LIKE: readonly (readonly [names: readonly string[], keys: readonly string[]])[] = [
  [
    ['bandwidth', 'capacity', 'throughput', '带宽'],
    ['down` and `up', 'out` and `back'],
  ],
  [
    ['download', 'downlink', 'dl', 'down', '下行'],
    ['down', 'out', 'rate` with `only'],
  ],
  [
    ['upload', 'uplink', 'ul', 'up', '上行'],
    ['up', 'back', 'rate` with `only'],
  ],
  [['out', 'back'], ['down` or `up']],
  [
    ['rate', '速率'],
    ['bitrate', 'down` and `up', 'out` and `back', 'rate'],
  ],
  [
    ['latency', '时延', '延迟'],
    ['rtt', 'delay'],
  ],
  [['width', 'height'], ['size']],
  [['duration', 'length', 'until', 'end', '持续'], ['for']],
  [
    ['date', 'time'],
    ['airtime', 'at'],
  ],
  [
    ['timezone', 'tz', '时区'],
    ['zone', 'airtime'],
  ],
  [['leave', 'leaves', 'leaving'], ['churn']],
  [['size'], ['scaleDownBy']],
  [['url'], ['publish` or `watch']],
  [['auth', 'authorization'], ['bearer']],
  [['temporallayers', 'spatiallayers'], ['scalabilityMode']],
  [['outage', 'dark', 'disconnect', '中断', '断网'], ['blackout']],
  [['on', 'where', 'target', 'segment'], ['haul`, `access` or `firstMile']],
  [['retransmission', 'rtx', '重传'], ['nack']],
  [['stereo'], ['channels']],
];

/** Reports whether a value under a name is a count of frames, as FFmpeg and OBS write a GOP: a keyframe interval is a time. */
export function isFrameCount(written: string, value: unknown): value is number {
  return GOP.includes(plainKey(written)) && Number.isInteger(value);
}

/** Reports whether a value under a name is one seed: a number of `seeds` is how many. */
export function isOneSeed(written: string, value: unknown): value is number {
  return plainKey(written) === 'seed' && typeof value === 'number';
}

/** Returns a key without what writers differ in: case, hyphens, underscores and spaces. */
export const plainKey = (key: string) => key.toLowerCase().replace(/[-_ ]/g, '');

/** Returns the one key known there that another name stands for; undefined for any other name, and where none or several are known. */
export function sameKey(written: string, known: readonly string[]): string | undefined {
  const plain = plainKey(written);
  const keys = SAME.flatMap(([names, key]) => (names.includes(plain) && known.includes(key) ? [key] : []));
  const other = known.filter((key) => key !== written && plainKey(key) === plain);
  const [found, ...more] = new Set([...keys, ...other]);
  return more.length === 0 ? found : undefined;
}

/** Returns the keys known there, as a text in backticks, that another name may stand for; undefined if there is none. */
export function likeKey(written: string, known: readonly string[]): string | undefined {
  const plain = plainKey(written);
  const keys = LIKE.flatMap(([names, all]) => (names.includes(plain) ? all : []));
  return sameKey(written, known) ?? keys.find((key) => known.includes(key.split('`')[0] ?? ''));
}
