import type { z } from 'zod';
import { definedFields } from '../../lib/defined-fields.ts';
import { asPlayed } from '../../model/scenario/as-played.ts';
import type { AudioSettings, Broadcast, Scenario, Variant, VideoSettings } from '../../model/scenario/scenario.ts';
import type { Notes } from '../reading/notes.ts';
import { withSecretPaths } from '../reading/with-secret-paths.ts';
import type { audioSchema, variantSchema, videoSchema } from '../schema/broadcast.ts';
import type { OwnLines } from './resolve-variant-lines.ts';

type WrittenVideo = z.output<typeof videoSchema>;
type WrittenVariants = Readonly<Record<string, z.output<typeof variantSchema>>>;

/** Converts video settings as written to the model's. */
export function videoSettings(written: WrittenVideo): VideoSettings {
  const { codec, size, fps, bitrate, sourceSize, contentHint, degradation, keyframeInterval, nack } = written;
  const { simulcast, scalabilityMode } = written;
  return {
    ...{ codec, ...size, fps, bitrateBps: bitrate },
    ...(sourceSize !== undefined && { sourceSize }),
    ...(simulcast !== undefined &&
      simulcast.length > 0 && {
        simulcast: simulcast.map((stream) => ({ scaleDownBy: stream.scaleDownBy, bitrateBps: stream.bitrate })),
      }),
    ...(scalabilityMode !== undefined && { scalabilityMode }),
    ...(keyframeInterval !== undefined && { keyframeIntervalMs: keyframeInterval }),
    ...(contentHint !== undefined && { contentHint }),
    ...(degradation !== undefined && { degradation }),
    ...(nack === false && { nack }),
  };
}

/** Converts audio settings as written to the model's. */
export function audioSettings({ bitrate, channels, red, fec, dtx }: z.output<typeof audioSchema>): AudioSettings {
  return {
    bitrateBps: bitrate,
    ...(red === true && { red }),
    ...(channels === 2 && { channels }),
    ...(fec !== undefined && { fec }),
    ...(dtx === true && { dtx }),
  };
}

interface BaseSettings {
  readonly video: WrittenVideo;
  readonly audio: z.output<typeof audioSchema>;
  /** Lines that a variant has of its own, by its name. */
  readonly ownLines: ReadonlyMap<string, OwnLines>;
}

/** Builds each variant: its settings and lines replace the base broadcast's. `file` is the scenario's. */
export function resolveVariants(
  written: WrittenVariants,
  { video, audio, ownLines }: BaseSettings,
  broadcast: Broadcast,
  file: string,
): readonly Variant[] {
  return Object.entries(written).map(([name, override]) => {
    const { firstMile, hauls } = ownLines.get(name) ?? {};
    const own = {
      ...broadcast,
      ...(firstMile !== undefined && { firstMile }),
      ...(override.transport !== undefined && { transport: withSecretPaths(override.transport, file) }),
      ...(override.origin !== undefined && { origin: override.origin }),
      video: videoSettings({ ...video, ...definedFields(override.video ?? {}) }),
      audio: audioSettings({ ...audio, ...definedFields(override.audio ?? {}) }),
    };
    return { name, broadcast: own, ...(hauls !== undefined && { hauls }) };
  });
}

/** Warns of a comparison that cannot show anything, or that compares the broadcast with itself. */
export function warnOfUselessVariants(
  { variants = [], broadcast, regions, seeds }: Scenario,
  leastSeeds: number,
  notes: Notes,
): void {
  if (variants.length > 0 && seeds.length < leastSeeds)
    notes.warnings.push({
      path: ['seeds'],
      text: `with fewer than ${leastSeeds} seeds no difference between variants can be told from chance`,
    });
  const ofBase = broadcast.video.sourceSize ?? broadcast.video;
  for (const variant of variants) {
    const { name, broadcast: other } = variant;
    const source = other.video.sourceSize ?? other.video;
    // The larger one: no encoder scales up.
    const { width, height } = source.width > ofBase.width ? source : ofBase;
    if (source.width !== ofBase.width || source.height !== ofBase.height)
      notes.warnings.push({
        path: ['variants', name],
        text: `its source has another size, so that its clarity cannot be compared with the broadcast’s: \`sourceSize: ${width}x${height}\` in both makes the encoder scale it down`,
      });
    const played = asPlayed({ broadcast, regions }, variant);
    if (JSON.stringify(played) === JSON.stringify({ broadcast, regions }))
      notes.warnings.push({ path: ['variants', name], text: 'changes nothing: the broadcast is compared with itself' });
  }
}
