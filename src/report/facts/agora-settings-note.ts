import type { AgoraSettings } from '../../model/scenario/agora-settings.ts';
import { AGORA_WORDS } from '../messages/agora-words.ts';
import { fill, joinTexts, SEMICOLON, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';

/** Mode numbers of the cloud proxy, which Agora's documents speak of. */
const PROXIES = { udp: { protocol: 'UDP', mode: 3 }, tcp: { protocol: 'TCP', mode: 5 } } as const;

/** Returns a sentence on the settings of a channel that differ from the SDK's own, without secrets; none if none does. */
export function agoraSettingsNote(settings: AgoraSettings): readonly Text[] {
  const list = [...wayItems(settings), ...hostItems(settings), ...audienceItems(settings)];
  return list.length === 0 ? [] : [fill(AGORA_WORDS.settings, { list: joinTexts(list, SEMICOLON) })];
}

function wayItems({ area, excludedArea, cloudProxy, encryption, uids, lastmileProbe }: AgoraSettings): Text[] {
  return [
    ...(area === undefined
      ? []
      : [
          excludedArea === undefined
            ? fill(AGORA_WORDS.area, { area: [area].flat().join(', ') })
            : fill(AGORA_WORDS.areaWithout, { area: [area].flat().join(', '), excluded: excludedArea }),
        ]),
    ...(cloudProxy === undefined ? [] : [fill(AGORA_WORDS.cloudProxy, PROXIES[cloudProxy])]),
    ...(encryption === undefined ? [] : [fill(AGORA_WORDS.encryption, { mode: encryption.mode })]),
    ...(uids === undefined ? [] : [AGORA_WORDS.uids]),
    ...(lastmileProbe === true ? [AGORA_WORDS.lastmileProbe] : []),
  ];
}

function hostItems(settings: AgoraSettings): Text[] {
  const { videoProfile, bitrateMinBps, minDownscale, optimizationMode, audioProfile, dualStream } = settings;
  return [
    ...(videoProfile === undefined ? [] : [fill(AGORA_WORDS.videoProfile, { profile: videoProfile })]),
    ...(bitrateMinBps === undefined
      ? []
      : [fill(AGORA_WORDS.bitrateMin, { rate: formatQuantity(bitrateMinBps, 'bps') })]),
    ...(minDownscale === undefined
      ? []
      : [fill(AGORA_WORDS.minDownscale, { size: `${minDownscale.width}×${minDownscale.height}` })]),
    ...(optimizationMode === undefined ? [] : [fill(AGORA_WORDS.optimizationMode, { mode: optimizationMode })]),
    ...(audioProfile === undefined ? [] : [fill(AGORA_WORDS.audioProfile, { profile: audioProfile })]),
    ...(dualStream === undefined ? [] : [lowStream(dualStream)]),
  ];
}

function lowStream({ width, height, fps, bitrateBps, auto }: NonNullable<AgoraSettings['dualStream']>): Text {
  return fill(auto === true ? AGORA_WORDS.dualStreamAuto : AGORA_WORDS.dualStream, {
    size: `${width}×${height}`,
    fps: formatQuantity(fps, 'fps'),
    rate: formatQuantity(bitrateBps, 'bps'),
  });
}

function audienceItems(settings: AgoraSettings): Text[] {
  const { audienceLatency, fallback, stream, autoSubscribe, preload, presubscribe } = settings;
  return [
    ...(audienceLatency === 'low' ? [AGORA_WORDS.lowLatency] : []),
    ...(fallback === 'none' ? [] : [fill(AGORA_WORDS.fallback, { fallback })]),
    ...(stream === undefined ? [] : [fill(AGORA_WORDS.stream, { stream })]),
    ...(autoSubscribe === true ? [AGORA_WORDS.autoSubscribe] : []),
    ...(preload === true ? [AGORA_WORDS.preload] : []),
    ...(presubscribe === true ? [AGORA_WORDS.presubscribe] : []),
  ];
}
