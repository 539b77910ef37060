import { AGORA_VIDEO_PROFILES, agoraVideoProfile } from '../model/scenario/agora-video-profiles.ts';
import { diagnostic, type Notes } from './reading/notes.ts';
import { isMap } from './reading/structure.ts';

/**
 * Fills in what a broadcast or variant does not say about its video from the named encoder settings that its Agora transport
 * asks for: what is written beside the name counts more than the name. Returns a scenario as written without one unchanged.
 */
export function withAgoraProfiles(value: unknown): unknown {
  if (!isMap(value)) return value;
  const { broadcast, variants } = value;
  return {
    ...value,
    ...(isMap(broadcast) && { broadcast: withProfile(broadcast) }),
    ...(isMap(variants) && {
      variants: Object.fromEntries(Object.entries(variants).map(([name, variant]) => [name, withProfile(variant)])),
    }),
  };
}

function withProfile(sending: unknown): unknown {
  if (!isMap(sending)) return sending;
  const { video = {} } = sending;
  const asked = agoraOf(sending)?.videoProfile;
  const name = AGORA_VIDEO_PROFILES.find((known) => known === asked);
  if (name === undefined || !isMap(video)) return sending;
  const { width, height, fps, bitrateBps } = agoraVideoProfile(name);
  const named = { size: `${width}x${height}`, fps, bitrate: `${bitrateBps / 1000} kbps` };
  return { ...sending, video: { ...named, ...video } };
}

/** Notes sound settings beside a named one, which would be ignored. */
export function checkAudioProfiles(value: unknown, notes: Notes): void {
  if (!isMap(value) || !isMap(value.broadcast)) return;
  const { broadcast, variants } = value;
  const variantsByName = isMap(variants) ? Object.entries(variants) : [];
  const places = [
    { path: ['broadcast'], audio: broadcast.audio, agora: agoraOf(broadcast) },
    ...variantsByName.flatMap(([name, variant]) => {
      // One that changes neither repeats what was said of the broadcast.
      if (!isMap(variant) || (variant.transport ?? variant.audio) === undefined) return [];
      const agora = variant.transport === undefined ? agoraOf(broadcast) : agoraOf(variant);
      return { path: ['variants', name], audio: variant.audio ?? broadcast.audio, agora };
    }),
  ];
  for (const { path, audio, agora } of places) {
    if (agora?.audioProfile === undefined || !isMap(audio)) continue;
    const [key] = Object.keys(audio);
    if (key === undefined) continue;
    const expected = `nothing beside audioProfile: ${String(agora.audioProfile)}, which says everything about the sound`;
    notes.diagnostics.push(diagnostic([...path, 'audio', key], expected, `also "${key}"`));
  }
}

function agoraOf({ transport }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  return isMap(transport) && isMap(transport.agora) ? transport.agora : undefined;
}
