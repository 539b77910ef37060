import type { Text } from '../../report/messages/words.ts';

/** Texts of `catalog`. */
export const CATALOG_WORDS = {
  regions: { en: 'Regions (region: ...)', zh: '地区（region: ...）' },
  access: { en: 'Access lines that regions have (access: ...)', zh: '各地区都有的接入线路（access: ...）' },
  hauls: { en: 'Hauls, China to a region (haul: ...)', zh: '跨境段，从中国到该地区（haul: ...）' },
  firstMiles: {
    en: 'First miles, studio to origin (firstMile: ...)',
    zh: '推流首段，从直播间到源站（firstMile: ...）',
  },
  presets: {
    en: 'Presets, access lines for any region (access: ...)',
    zh: '预设，任何地区都能用的接入线路（access: ...）',
  },
  devices: { en: 'Devices that viewers watch on (device: ...)', zh: '观众使用的设备（device: ...）' },
  profiles: { en: 'Profiles of these regions', zh: '这些地区的线路参数' },
  byHour: { en: '{label}; with an airtime', zh: '{label}；需写 airtime' },
  country: { en: 'country', zh: '国家' },
  zone: { en: 'zone', zh: '时区' },
  accessRow: { en: 'access', zh: '接入（access）' },
  haulRow: { en: 'hauls', zh: '跨境段（haul）' },
  onClock: { en: '{hours} on the clock of {clock}', zh: '{clock}的 {hours}' },
  china: { en: 'China', zh: '中国时间' },
  there: { en: "the viewer's region", zh: '观众当地时间' },
  otherTimes: { en: 'at other times', zh: '其余时间' },
  hours: { en: 'hours', zh: '时段依据' },
  next: {
    en: 'Profiles of a region: longhaul catalog jakarta\nOne profile with its sources: longhaul catalog sea-id/mobile-peak',
    zh: '查看一个地区的各条线路：longhaul catalog 雅加达\n查看一条线路及其出处：longhaul catalog sea-id/mobile-peak',
  },
} as const satisfies Record<string, Text>;

/** Texts of `airtime`. */
export const AIRTIME_WORDS = {
  china: { en: 'China', zh: '中国' },
  title: {
    en: '{date} in China, and the hour of each region at that time',
    zh: '中国时间 {date}，以及各地区此时的钟点',
  },
  legend: {
    en: "* the rarer access of a region, or haul on China's line. By China's clock:",
    zh: '* 该地区较少见的接入线路；在“中国”一行为较少见的跨境段。按中国时间：',
  },
  access: { en: 'access', zh: '接入' },
  haul: { en: 'haul', zh: '跨境段' },
  all: { en: 'all', zh: '全部' },
  else: { en: 'else {name}', zh: '其余 {name}' },
  and: { en: ' and ', zh: '、' },
} as const satisfies Record<string, Text>;

/** Questions of `init`. */
export const INIT_WORDS = {
  to: { en: 'Where to (places, countries or ids)', zh: '播到哪里（城市、国家或 id）' },
  from: { en: 'From where (the studio’s line)', zh: '从哪里推流（直播间的线路）' },
  bitrate: { en: 'Which bitrate', zh: '推多大码率' },
  at: {
    en: 'When (2026-11-27T20:00+08:00; empty: not known yet)',
    zh: '什么时候播（如 2026-11-27T20:00+08:00；未定则留空）',
  },
} as const satisfies Record<string, Text>;

/** Texts of `doctor --calibrate`. */
export const CALIBRATE_WORDS = {
  trying: {
    en: 'Trying how many viewers this machine carries at {codec} {size}, {fps} fps, {bitrate}.',
    zh: '正在测试本机在 {codec} {size}、{fps} fps、{bitrate} 下能承载多少观众。',
  },
  each: {
    en: 'Each try takes some 25 s. What else runs here now counts as part of the machine.',
    zh: '每次约 25 秒。此刻本机上运行的其他程序也会计入。',
  },
  viewers: { en: 'viewers', zh: '观众' },
  busy: { en: 'busy', zh: '占用' },
  stolen: { en: 'stolen', zh: '被占去' },
  timer: { en: 'worst timer', zh: '最差计时' },
  carried: { en: 'carried', zh: '承载' },
  yes: { en: 'yes', zh: '能' },
  no: { en: 'no: {why}', zh: '不能：{why}' },
  noRoom: { en: 'no room to spare', zh: '没有余量' },
  none: {
    en: 'This machine carries no viewer at this picture: free it, or try a smaller one.',
    zh: '在此画面下本机一位观众也承载不了：请先停掉其他程序，或换更小的画面。',
  },
  carries: { en: 'This machine carries {count} viewers at this picture.', zh: '在此画面下本机可承载 {count} 位观众。' },
  carriesAtLeast: {
    en: 'This machine carries at least {count} viewers at this picture (--most tries more).',
    zh: '在此画面下本机至少可承载 {count} 位观众（用 --most 可继续往上试）。',
  },
  slowed: { en: 'Slowed down, it carries more: {points} (estimated).', zh: '放慢后可承载更多：{points}（估算）。' },
  atSpeed: { en: '{count} at 1/{factor} of its speed', zh: '以 1/{factor} 速度时 {count} 位' },
  cost: {
    en: '{sending} cores for the stream and {viewer} for each viewer, of {cpus}.',
    zh: '推流约占 {sending} 个核心，每位观众约占 {viewer} 个，本机共 {cpus} 个。',
  },
  kept: { en: 'Kept in {file}; run and check go by it.', zh: '已存入 {file}，run 和 check 会以此为准。' },
} as const satisfies Record<string, Text>;
