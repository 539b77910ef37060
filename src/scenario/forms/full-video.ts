import type { Notes, Path } from '../reading/notes.ts';
import { isFrameCount } from '../reading/other-keys.ts';
import {
  DEFAULT_FRAME_RATE,
  DEFAULT_PICTURE_SIZE,
  type PictureSize,
  parsePictureSize,
} from '../reading/picture-size.ts';
import { isMap } from '../reading/structure.ts';
import { codecNamed, isEncoder } from '../schema/codecs.ts';
import { NTSC_RATES, SIZE_AND_RATE } from '../schema/short-forms.ts';

/**
 * Returns video settings with what can mean one thing only in its full form: encoders name their codec, 29.97 fps are 30, "1080p60" is a
 * size and a frame rate, and the layers of a simulcast may be written by their sizes. `base` are the settings that these ones change, in
 * full.
 */
export function fullVideo(settings: unknown, path: Path, notes: Notes, base?: unknown): unknown {
  if (!isMap(settings)) return settings;
  const timed = withRateUnit(withKeyframeTime(settings, path, notes), path, notes);
  const separate = withRateApart(withSizeTogether(timed));
  const whole = NTSC_RATES[String(separate.fps)];
  if (whole !== undefined)
    notes.warnings.push({ path: [...path, 'fps'], text: `${String(separate.fps)} is taken as ${whole}` });
  const settled = whole === undefined ? separate : { ...separate, fps: whole };
  return withCodecNamed(withScales(settled, settled.size ?? sizeWritten(base)), path, notes);
}

type Settings = Record<PropertyKey, unknown>;

function sizeWritten(base: unknown): unknown {
  return (isMap(base) ? base.size : undefined) ?? DEFAULT_PICTURE_SIZE;
}

/** Bitrates that no encoder is asked for in another unit: below 30 kbps and above 100 Mbps none is taken. */
const IN_KBPS = { least: 30, most: 20_000 } as const;

/** Returns settings whose bitrate is a number alone, "2500", with the one unit that makes a bitrate of it, as OBS writes it; warns. */
export function withRateUnit(settings: Settings, path: Path, notes: Notes): Settings {
  const { bitrate } = settings;
  if (typeof bitrate !== 'number' || bitrate < IN_KBPS.least || bitrate > IN_KBPS.most) return settings;
  const text = `${bitrate} kbps`;
  notes.warnings.push({ path: [...path, 'bitrate'], text: `${bitrate} is taken as ${text}` });
  return { ...settings, bitrate: text };
}

/** Returns settings with a width and a height as their size. */
function withSizeTogether(settings: Settings): Settings {
  const { width, height, ...rest } = settings;
  return settings.size === undefined && [width, height].every(Number.isInteger)
    ? { ...rest, size: `${String(width)}x${String(height)}` }
    : settings;
}

/** Returns settings with a GOP in frames as the time that it takes; at a frame rate that is not written, 30. */
function withKeyframeTime(settings: Settings, path: Path, notes: Notes): Settings {
  const found = Object.entries(settings).find(([key, value]) => isFrameCount(key, value));
  const fps = Number(settings.fps ?? DEFAULT_FRAME_RATE);
  if (found === undefined || settings.keyframeInterval !== undefined || !(fps > 0)) return settings;
  const [key, frames] = found;
  const { [key]: _, ...rest } = settings;
  const time = `${Math.round((Number(frames) / fps) * 1000)} ms`;
  notes.warnings.push({ path: [...path, key], text: `${String(frames)} frames are taken as ${time}` });
  return { ...rest, keyframeInterval: time };
}

function withRateApart(settings: Settings): Settings {
  const [, size, rate] = SIZE_AND_RATE.exec(String(settings.size)) ?? [];
  if (size === undefined || (settings.fps !== undefined && Number(settings.fps) !== Number(rate))) return settings;
  return { ...settings, size, fps: Number(rate) };
}

/**
 * Returns settings whose simulcast, written as sizes with bitrates, is the smaller pictures by their scale. A layer as large as the
 * picture itself is the picture: it gives the bitrate where none is written. What fits neither stays, for the schema to refuse.
 */
function withScales(settings: Settings, size: unknown): Settings {
  const { simulcast, bitrate } = settings;
  const full = sizeOf(size);
  const hasSizes =
    Array.isArray(simulcast) && simulcast.some((layer: unknown) => isMap(layer) && layer.size !== undefined);
  if (!hasSizes || full === undefined) return settings;
  const layers = simulcast.map((layer: unknown) => withScale(layer, full));
  const whole = layers.filter((layer) => isMap(layer) && layer.scaleDownBy === 1) as readonly Settings[];
  const [own] = whole;
  if (whole.length > 1 || (own !== undefined && bitrate !== undefined && own.bitrate !== bitrate)) return settings;
  const smaller = layers.filter((layer) => layer !== own);
  return {
    ...settings,
    simulcast: smaller.every(hasScale) ? smaller.toSorted((a, b) => b.scaleDownBy - a.scaleDownBy) : smaller,
    ...(own !== undefined && { bitrate: own.bitrate }),
  };
}

function withScale(layer: unknown, full: PictureSize): unknown {
  if (!isMap(layer) || layer.size === undefined || layer.scaleDownBy !== undefined) return layer;
  const own = sizeOf(layer.size);
  const scale = own === undefined ? Number.NaN : full.width / own.width;
  if (!(scale >= 1) || own === undefined || full.height * own.width !== full.width * own.height) return layer;
  const { size: _, ...rest } = layer;
  return { scaleDownBy: scale, ...rest };
}

function hasScale(layer: unknown): layer is Settings & { readonly scaleDownBy: number } {
  return isMap(layer) && typeof layer.scaleDownBy === 'number';
}

function sizeOf(written: unknown): PictureSize | undefined {
  const parsed = typeof written === 'string' ? parsePictureSize(written) : undefined;
  return parsed?.type === 'ok' ? parsed.value : undefined;
}

function withCodecNamed(settings: Settings, path: Path, notes: Notes): unknown {
  if (settings.codec === undefined) return settings;
  const { codec } = settings;
  for (const encoder of [codec].flat().filter(isEncoder))
    notes.warnings.push({
      path: [...path, 'codec'],
      text: `${encoder} is an encoder: the browser’s own encodes ${codecNamed(encoder)}`,
    });
  return { ...settings, codec: Array.isArray(codec) ? codec.map(codecNamed) : codecNamed(codec) };
}
