/**
 * Words of other tools and everyday speech for metrics, without case and spaces. Where there are several, the word means each of them
 * whose unit and direction a bound has: all must hold, which is never less than what was asked.
 */
const READINGS: Readonly<Record<string, readonly string[]>> = {
  ...named(['loss', 'packetlossrate', '丢包'], ['packetLoss']),
  ...named(['rtt', 'ping', '往返时延', '往返延迟'], ['roundTripTime']),
  ...named(['fps', '流畅帧率'], ['frameRate']),
  ...named(['bitrate', 'receivedbitrate'], ['videoBitrate']),
  ...named(['resolution', '分辨率'], ['pictureHeight']),
  ...named(
    ['startup', 'startuptime', 'startupdelay', 'ttff', 'timetofirstframe', 'timetofirstpicture'],
    ['firstFrame'],
  ),
  ...named(
    ['firstpicture', 'starttime', '首帧', '首屏', '首画', '起播', '起播时间', '首帧耗时', '秒开'],
    ['firstFrame'],
  ),
  ...named(
    ['rebuffering', 'rebufferingratio', 'buffering', 'bufferingratio', 'stutters'],
    ['stutterRate', 'freezeCount'],
  ),
  ...named(['卡顿', '卡顿比', '卡顿占比', '百秒卡顿'], ['stutterRate', 'freezeCount']),
  ...named(['freezes', 'freeze', '冻结', '冻结次数'], ['freezeCount', 'stutterRate', 'longestFreeze']),
  ...named(
    ['freezeduration', 'freezelength', 'freezetime', 'maxfreeze', 'longeststall', 'maxstall', 'stallduration'],
    ['longestFreeze'],
  ),
  ...named(['最长卡顿', '卡顿时长', '单次卡顿', '最长冻结', '最大卡顿'], ['longestFreeze']),
  ...named(
    ['avsync', 'a/vsync', 'audiosync', 'lipsync', 'sync', '音画同步', '音画不同步', '音画偏差', '口型'],
    ['audioLead', 'audioLag'],
  ),
  ...named(
    ['quality', 'picturequality', 'videoquality', 'imagequality', '画质', '画面质量', '视频质量'],
    ['videoScore', 'clarity'],
  ),
  ...named(['mos', 'score', '评分'], ['videoScore', 'audioScore']),
  ...named(['videomos'], ['videoScore']),
  ...named(['audiomos'], ['audioScore']),
  ...named(
    ['sound', 'audio', 'soundquality', 'audioquality', '声音', '音质', '声音质量'],
    ['audioConcealment', 'audioStutterRate', 'audioScore'],
  ),
  ...named(
    ['audiogaps', 'audiogap', 'audiodropouts', 'dropouts', 'soundgaps'],
    ['audioStutterRate', 'audioGapCount', 'longestAudioGap'],
  ),
  ...named(['声音卡顿', '音频卡顿', '声音中断', '断音'], ['audioStutterRate', 'audioGapCount', 'longestAudioGap']),
  ...named(['audioloss', 'audiostutter', 'soundstutter'], ['audioConcealment', 'audioStutterRate']),
  ...named(['smoothness', '流畅度', '流畅'], ['stutterRate', 'frameRate']),
  ...named(['lag', 'e2edelay', 'endtoenddelay', '延迟', '时延', '延时', '端到端延迟', '端到端时延'], ['latency']),
  ...named(['ssim', 'sharpness', '清晰度'], ['clarity']),
  ...named(['psnr'], ['clarityPsnr']),
  ...named(['recovery', 'timetorecover', '恢复', '恢复时间'], ['recoveryTime']),
  ...named(['jointime', 'timetojoin', '进房时间', '进房耗时', '进入时间'], ['joinTime']),
  ...named(['failures', 'failedjoins', '进房失败', '进入失败'], ['joinFailures']),
};

function named(words: readonly string[], ids: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(words.map((word) => [word, ids]));
}

/** Returns the ids of the metrics that a word may mean; none for a word that is nobody's. */
export function metricReadings(written: string): readonly string[] {
  const word = plainMetric(written);
  return (Object.hasOwn(READINGS, word) ? READINGS[word] : undefined) ?? [];
}

/** Returns a name of a metric without case, spaces, hyphens and underscores. */
export function plainMetric(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
