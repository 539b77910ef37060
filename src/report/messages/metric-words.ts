import type { Text } from './words.ts';

/** Sentences for the metrics a producer knows by sight; every other metric gets `fallbackSentence`. */
export const METRIC_SENTENCES: Readonly<Record<string, Text>> = {
  joinFailures: {
    en: 'at least one viewer never got in',
    zh: '至少有一位观众始终未能进入直播',
  },
  joinTime: {
    en: 'getting in takes {actual} ({statistic}limit {limit})',
    zh: '进入直播耗时 {actual}（{statistic}限值 {limit}）',
  },
  firstFrame: {
    en: 'viewers wait {actual} for the first picture ({statistic}limit {limit})',
    zh: '观众等待首帧 {actual}（{statistic}限值 {limit}）',
  },
  latency: {
    en: 'the picture arrives {actual} late ({statistic}limit {limit})',
    zh: '画面延迟 {actual}（{statistic}限值 {limit}）',
  },
  stutterRate: {
    en: 'the picture stands still {actual} of the time (limit {limit})',
    zh: '画面有 {actual} 的时间卡住（限值 {limit}）',
  },
  freezeRate: {
    en: 'the picture is frozen {actual} of the time (limit {limit})',
    zh: '画面有 {actual} 的时间冻结（限值 {limit}）',
  },
  frameRate: {
    en: 'the picture runs at {actual} (at least {limit} wanted)',
    zh: '画面只有 {actual}（至少需要 {limit}）',
  },
  frameLoss: {
    en: '{actual} of the frames are never seen (limit {limit})',
    zh: '{actual} 的画面帧未能看到（限值 {limit}）',
  },
  deviceThrottled: {
    en: 'the viewers’ device is at its limit {actual} of the time (limit {limit})',
    zh: '观众设备有 {actual} 的时间满负荷（限值 {limit}）',
  },
  packetLoss: {
    en: '{actual} of packets are lost on the way, before any is sent again (limit {limit})',
    zh: '传输中丢失 {actual} 的数据包（重传之前，限值 {limit}）',
  },
  longestFreeze: {
    en: 'the picture stands still for {actual} at once (limit {limit})',
    zh: '画面一次停顿长达 {actual}（限值 {limit}）',
  },
  goodMinutes: {
    en: '{actual} of the minutes are good (at least {limit} wanted)',
    zh: '良好的分钟占 {actual}（至少需要 {limit}）',
  },
  bufferDelay: {
    en: 'the viewer’s jitter buffer and decoder take {actual} (limit {limit})',
    zh: '观众端抖动缓冲与解码耗时 {actual}（限值 {limit}）',
  },
  stutterRate200: {
    en: 'the picture stands still for over 200 ms {actual} of the time (limit {limit})',
    zh: '画面有 {actual} 的时间停顿超过 200 ms（限值 {limit}）',
  },
  stutterRate600: {
    en: 'the picture stands still for over 600 ms {actual} of the time (limit {limit})',
    zh: '画面有 {actual} 的时间停顿超过 600 ms（限值 {limit}）',
  },
  recoveryTime: {
    en: 'after a blackout the picture takes {actual} to come back (limit {limit})',
    zh: '断网结束后画面需 {actual} 才恢复（限值 {limit}）',
  },
  pictureHeight: {
    en: 'the picture comes with {actual} (at least {limit} wanted)',
    zh: '画面高度为 {actual}（至少需要 {limit}）',
  },
  clarity: {
    en: 'the picture is like the original by {actual} (at least {limit} wanted; 1 is equal)',
    zh: '画面与原始画面的相似度为 {actual}（至少需要 {limit}，1 为完全相同）',
  },
  videoScore: {
    en: 'the picture scores {actual} of 5 (at least {limit} wanted)',
    zh: '画面评分 {actual}（满分 5，至少需要 {limit}）',
  },
  audioScore: {
    en: 'the sound scores {actual} of 4.4 (at least {limit} wanted)',
    zh: '声音评分 {actual}（满分 4.4，至少需要 {limit}）',
  },
  publisherFrameSkips: {
    en: '{actual} of the frames never leave the publisher (limit {limit})',
    zh: '{actual} 的画面帧未离开推流端（限值 {limit}）',
  },
  firstMileFrameLoss: {
    en: '{actual} of the frames are lost before the origin (limit {limit})',
    zh: '{actual} 的画面帧在到达源站前丢失（限值 {limit}）',
  },
  undecodableFrames: {
    en: '{actual} of the frames cannot be decoded for want of those lost before the origin (limit {limit})',
    zh: '{actual} 的画面帧因首公里丢帧而无法解码（限值 {limit}）',
  },
  networkFrameLoss: {
    en: '{actual} of the frames are lost between origin and viewer (limit {limit})',
    zh: '{actual} 的画面帧在源站与观众之间丢失（限值 {limit}）',
  },
  audioConcealment: {
    en: '{actual} of the sound is made up for missing packets (limit {limit})',
    zh: '{actual} 的声音因缺包由解码器补偿（限值 {limit}）',
  },
  audioLatency: {
    en: 'the sound arrives {actual} late ({statistic}limit {limit})',
    zh: '声音延迟 {actual}（{statistic}限值 {limit}）',
  },
  audioStutterRate: {
    en: 'the sound is gone {actual} of the time (limit {limit})',
    zh: '声音有 {actual} 的时间中断（限值 {limit}）',
  },
  longestAudioGap: {
    en: 'the sound is gone for {actual} at once (limit {limit})',
    zh: '声音一次中断长达 {actual}（限值 {limit}）',
  },
  audioLead: {
    en: 'the sound comes {actual} before the picture ({statistic}limit {limit})',
    zh: '声音比画面早 {actual}（{statistic}限值 {limit}）',
  },
  audioLag: {
    en: 'the sound comes {actual} after the picture ({statistic}limit {limit})',
    zh: '声音比画面晚 {actual}（{statistic}限值 {limit}）',
  },
};

/** Chinese definitions by metric id; a metric without one is shown in the English of its MetricInfo. */
export const METRIC_DEFINITIONS_ZH: Readonly<Record<string, string>> = {
  joinFailures: '观众始终未能加入记 1，与尝试次数无关；最终加入（哪怕第二次才成功）记 0。',
  joinTime: '从观众第一次尝试加入到连接建立的时间，包含失败的尝试。',
  firstFrame: '从观众第一次尝试加入到解码出第一帧的时间。',
  latency: '从推流端在画面上打时间码到观众端解码该帧的时间，统计测量时段内看到的全部新帧。',
  stutterRate: '测量时段内，新帧间隔超过 500 ms（且超过 1.5 个帧间隔）的时间所占比例；什么都看不到的观众记为 100 %。',
  freezeCount:
    '新帧间隔达到 max(3 × 平均值, 平均值 + 150 ms) 的次数，平均值取最近 30 帧；与测量时段相交的间隔按其全长判断。',
  freezeRate: '测量时段内处于冻结（定义同冻结次数）的时间所占比例。',
  longestFreeze: '与测量时段相交的最长一次冻结（定义同冻结次数，按全长计）；画面从未冻结记 0。',
  goodMinutes:
    '测量的各分钟中，画面卡顿（间隔超过 500 ms）不超过 3 %、声音卡顿（间隔超过 200 ms）不超过 2 % 的分钟所占比例。',
  frameRate: '观众每秒看到的新帧数；没有画面的秒也计算在内。',
  frameLoss: '测量时段内已编码但观众始终未看到的帧所占比例；编码器主动跳过的帧不计为丢失。',
  stutterRate200: '测量时段内，新帧间隔超过 200 ms（且超过 1.5 个帧间隔）的时间所占比例。',
  stutterRate600: '测量时段内，新帧间隔超过 600 ms（且超过 1.5 个帧间隔）的时间所占比例。',
  recoveryTime: '从通往观众的链路断网结束，到观众看到断网后生成的画面帧的时间，取测量时段内最长的一次。',
  frameUnevenness: '新帧间隔的标准差；0 表示画面完全均匀。',
  pictureHeight: '解码画面的行数，按测量时段内的时间取平均。',
  resolutionChanges: '测量时段内解码画面尺寸变化的次数。',
  clarity: '每秒取一帧，所见画面与原始画面的结构相似度（按原始画面分辨率比较）；完全相同为 1。',
  clarityPsnr: '每秒取一帧，所见画面相对原始画面的峰值信噪比。',
  clarityPerBit: '以分贝表示的清晰度 -10 log10(1 - SSIM)，除以实际送达的视频码率。',
  videoScore: '仅凭所见清晰度可得的分数（1 到 5），再按卡顿、帧率降低与延迟各自扣减。',
  audioScore: '按 E-model 计算的声音平均主观评分（1 到 4.4），依据音频延迟中位数，以及补偿率与音频卡顿率中较大者。',
  publisherFrameSkips: '应有的帧中未离开推流端的比例：未及时生成，或被编码器跳过。',
  firstMileFrameLoss: '已发送的帧中未能完整到达源站的比例，含修复。',
  undecodableFrames: '完整到达源站的帧中，因其依赖的帧在首公里丢失而无法解码的比例。',
  networkFrameLoss: '完整到达源站的帧中观众始终未看到的比例（无论多晚看到都算看到），不含因首公里丢帧而无法解码的帧。',
  framesMade: '测量时段内推流端生成的帧数。',
  framesEncoded: '生成的帧中已编码的帧数。',
  framesSent: '生成的帧中已发送的帧数。',
  framesAtOrigin: '发送的帧中完整到达源站的帧数。',
  framesSeen: '测量时段内生成的帧中观众看到的帧数，无论多晚。',
  framesMissed: '测量时段内生成、观众始终未看到的帧数，无论丢在何处。',
  framesRepeated: '测量时段内解码、但此前已看到过的帧数。',
  framesOutOfOrder: '测量时段内晚于其后帧才看到的新帧数。',
  packetLoss:
    '源站与观众之间丢失的视频包占丢失与收到总数的比例，重传之前计算，不含首公里丢失的包；经他人服务器时为观众统计的全部丢包。',
  roundTripTime: '观众与源站之间的往返时延，由连通性检查测得。',
  bufferDelay:
    '延迟中属于观众端的部分：从一帧的最后一个包到达到解码出画面的平均时间；随抖动增大，需要重传后再增加一个往返。',
  decodeTime: '解码器处理一帧的平均耗时，含等待 CPU 的时间。',
  layerSwitches: '测量时段内源站决定为该观众切换所发送的层的次数。',
  downlinkEstimate: '源站选择层时对该观众下行线路承载能力的估计；高于最高层所需后不再上探。',
  deviceThrottled: '观众设备用尽其 CPU 份额而不得不等待的时间所占比例。网络良好而此值高：瓶颈在设备，不在网络。',
  videoBitrate: '每秒收到的视频净荷，不含包头。',
  audioBitrate: '每秒收到的音频净荷，不含包头。',
  audioConcealment: '因缺包或迟到而由解码器补出的声音所占比例，含静音。',
  audioLatency: '推流端声音中的标记从发出到在观众端播放的时间，每秒一个标记。',
  audioStutterRate: '测量时段内，无声超过 200 ms 的时间所占比例；什么都听不到的观众记为 100 %。',
  audioGapCount: '无声达到 20 ms 的次数。',
  longestAudioGap: '与测量时段相交的最长一次无声（按全长计）；声音从未中断记 0。',
  avOffset:
    '声音比画面早（+）或晚（-）多少：标记前后半秒内所见帧延迟的中位数，减去该标记的延迟。限值用 audioLead 与 audioLag 设定。',
  audioLead: '逐个标记计，声音比画面早多少；声音较晚时记 0。',
  audioLag: '逐个标记计，声音比画面晚多少；声音较早时记 0。',
};
