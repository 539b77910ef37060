import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { encoderPreferences } from '../../model/scenario/encoder-preferences.ts';
import type { Broadcast, VideoSettings } from '../../model/scenario/scenario.ts';
import { type TransportChoice, transportId } from '../../model/scenario/transport.ts';
import { formatLimit } from '../text/format.ts';

/** Returns every encoder setting that differs: "bitrate 1 Mbps → 4 Mbps". */
export function settingChanges({ baseline, candidate }: Pick<EncoderComparison, 'baseline' | 'candidate'>): string[] {
  const [a, b] = [settingsOf(baseline.broadcast), settingsOf(candidate.broadcast)];
  return Object.entries(a).flatMap(([name, value], i) => {
    const other = Object.values(b)[i];
    return value === other ? [] : [`${name} ${value} → ${other}`];
  });
}

/** Returns the id of a transport, with the hosts of its servers if it has any. */
function nameOf(transport: TransportChoice): string {
  if (typeof transport === 'string') return transport;
  const urls = Object.values(Object.values(transport)[0] ?? {}).filter((value) => URL.canParse(String(value)));
  const hosts = [...new Set(urls.map((url) => new URL(String(url)).host))].join(', ');
  return hosts === '' ? transportId(transport) : `${transportId(transport)} (${hosts})`;
}

/** Returns every encoder setting in words, by its name. */
export function settingsOf(broadcast: Broadcast): Readonly<Record<string, string>> {
  const { transport, video, audio } = broadcast;
  const { degradation, contentHint } = encoderPreferences(broadcast);
  return {
    transport: nameOf(transport),
    codec: video.codec,
    size: `${video.width}×${video.height}`,
    source: video.sourceSize === undefined ? 'same size' : `${video.sourceSize.width}×${video.sourceSize.height}`,
    'frame rate': formatLimit(video.fps, 'fps'),
    bitrate: formatLimit(video.bitrateBps, 'bps'),
    'keyframe interval': video.keyframeIntervalMs === undefined ? 'none' : formatLimit(video.keyframeIntervalMs, 'ms'),
    simulcast: simulcastText(video),
    'scalability mode': video.scalabilityMode ?? 'default',
    'content hint': contentHint ?? 'none',
    degradation,
    NACK: video.nack === false ? 'off' : 'on',
    'audio bitrate': formatLimit(audio.bitrateBps, 'bps'),
    'audio channels': String(audio.channels ?? 1),
    RED: audio.red === true ? 'on' : 'off',
    'audio FEC': audio.fec === undefined ? 'default' : audio.fec ? 'on' : 'off',
    DTX: audio.dtx === true ? 'on' : 'off',
  };
}

/** Returns the simulcast streams beside the full-size picture: "1/4 150 kbps, 1/2 500 kbps". */
function simulcastText({ simulcast = [] }: VideoSettings): string {
  if (simulcast.length === 0) return 'none';
  return simulcast
    .map(({ scaleDownBy, bitrateBps }) => `1/${scaleDownBy} ${formatLimit(bitrateBps, 'bps')}`)
    .join(', ');
}
