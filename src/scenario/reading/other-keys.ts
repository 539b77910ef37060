const GOP = ['gop', 'gopsize', 'keyint'];

/** Keys of other tools and everyday speech that mean exactly one key of a scenario, wherever that one is known. */
const SAME: readonly (readonly [names: readonly string[], key: string])[] = [
  [['码率', 'maxbitrate', 'videobitrate', '视频码率', '平均码率'], 'bitrate'],
  [['layers', 'encodings'], 'simulcast'],
  [['delayms', 'onewaydelay', 'owd', '单向时延', '单程延迟', '时延', '延时'], 'delay'],
  [['ping', 'rttms', 'roundtrip', 'roundtriptime', '往返时延', '往返延迟', '往返'], 'rtt'],
  [['packetloss', 'plr', '丢包', '丢包率'], 'loss'],
  [['抖动'], 'jitter'],
  [['framerate', 'framespersecond', '帧率', '帧数'], 'fps'],
  [['resolution', '分辨率', '尺寸', '画面尺寸', 'picturesize', 'framesize'], 'size'],
  [[...GOP, 'keyframe', 'keyframes', '关键帧间隔', '关键帧', 'gop间隔'], 'keyframeInterval'],
  [['watchers', 'audience', '观众', '观众数', '人数', '人', '观众人数', 'people', 'users'], 'viewers'],
  [
    [
      'network',
      'line',
      'connection',
      'lastmile',
      '接入',
      '网络',
      '线路',
      '接入线路',
      '接入方式',
      '网络类型',
      '最后一公里',
    ],
    'access',
  ],
  [['city', 'country', 'place', 'location', '地区', '城市', '国家', 'where'], 'region'],
  [['start', 'begin', 'from', 'when', '开始', '时刻', '开始时间', '时间点'], 'at'],
  [
    [
      'startsat',
      'startat',
      'starttime',
      'onair',
      'airat',
      '开播时间',
      '开播',
      '播出时间',
      '直播时间',
      'showtime',
      'golive',
      'goesliveat',
    ],
    'airtime',
  ],
  [['arrivals', 'arrive', 'ramp', 'rampup', 'joinspread', '进场'], 'joins'],
  [['turnover', '离场', '流失', '观众流动', '更替', '换人'], 'churn'],
  [['seed', '种子'], 'seeds'],
  [
    [
      'limits',
      'thresholds',
      'requirements',
      '要求',
      '上下限',
      'goals',
      'targets',
      'slo',
      'slos',
      'expectations',
      'promises',
      '指标',
      '目标',
      '限值',
      '阈值',
      '达标要求',
    ],
    'budgets',
  ],
  [['publisher', 'publish', 'stream', '直播', '推流', '推流设置', 'send', 'sending'], 'broadcast'],
  [
    [
      'cities',
      'countries',
      'viewers',
      'audience',
      'audiences',
      'markets',
      'destinations',
      '观众',
      '地区',
      '观看地区',
      '目的地',
      '国家和地区',
    ],
    'regions',
  ],
  [['视频'], 'video'],
  [['音频', 'sound', '声音'], 'audio'],
  [['uplink', 'studio', '推流首段', '首公里', '上行线路', '推流线路', '首段', '最先一公里'], 'firstMile'],
  [['跨境段', '跨境', '跨境线路', 'border', 'crossborder', 'longhaul', '国际线路'], 'haul'],
  [['whip'], 'publish'],
  [['whep'], 'watch'],
  [['title', '名称', '标题', '场次'], 'name'],
  [['length', 'window', '时长', '持续', '测量时长'], 'duration'],
  [['预热', '预热时间', '预热时长'], 'warmup'],
  [['稳定', 'settled', 'settling'], 'settle'],
  [['encoder', '编码', '编码格式', '编码器'], 'codec'],
  [['设备'], 'device'],
  [['token', 'bearertoken', '令牌', 'authtoken', 'accesstoken', 'secret'], 'bearer'],
  [['svc', 'scalability'], 'scalabilityMode'],
  [['scaleresolutiondownby', 'scale', '缩小'], 'scaleDownBy'],
  [['声道'], 'channels'],
  [['notes', 'note', 'comment', '说明', '备注', '描述'], 'description'],
  [['画面', '画面来源', '片源', '来源', '素材', 'videosource', 'content', 'input'], 'source'],
  [['事件', '故障', 'incidents', 'faults', 'disturbances', 'disruptions', 'chaos'], 'events'],
  [['方案', '变体', '对照', '对比', '对比方案', 'variations', 'alternatives', 'arms', 'abtest', 'ab'], 'variants'],
  [['阶梯', '码率阶梯', '候选', 'rungs', 'renditions', 'candidates'], 'ladder'],
  [['传输', '传输方式', 'protocol'], 'transport'],
  [['源站', 'server'], 'origin'],
  [['标识', '编号', 'key'], 'id'],
  [['持续时间', '持续', 'lasts', 'lasting'], 'for'],
  [['断网', '断线', '中断', '黑障'], 'blackout'],
  [['下行', '下行带宽', '下行速率'], 'down'],
  [['上行', '上行带宽', '上行速率'], 'up'],
  [['突发', '突发丢包'], 'burst'],
  [['时区'], 'zone'],
  [['限速'], 'rate'],
  [['主题', '事由'], 'name'],
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
