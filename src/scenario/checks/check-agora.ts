import type { Broadcast } from '../../model/scenario/scenario.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Layers that Agora's SDK sends: none, or spatial ones, which it makes in VP9 only. */
const MODES = ['L1T1', 'L2T3_KEY', 'L3T3_KEY'] as const;

/** Refuses video settings that Agora's SDK would ignore, or that contradict the transport's own. */
export function checkAgora({ transport, video }: Broadcast, path: Path, notes: Notes): void {
  if (typeof transport === 'string' || !('agora' in transport)) return;
  const { bitrateMinBps, minDownscale, optimizationMode, dualStream, publish } = transport.agora;
  if (publish === 'none') return;
  const refuse = (at: readonly string[], expected: string, got: unknown) =>
    notes.diagnostics.push(diagnostic([...path, ...at], expected, describeValue(got)));
  const { simulcast, scalabilityMode, codec, degradation, bitrateBps, width, height } = video;
  if (simulcast !== undefined)
    refuse(
      ['video', 'simulcast'],
      'nothing: Agora’s SDK sends one smaller picture at most, the transport’s dualStream',
      simulcast,
    );
  if (scalabilityMode !== undefined) {
    if (!MODES.some((mode) => mode === scalabilityMode))
      refuse(['video', 'scalabilityMode'], `one of ${MODES.join(', ')}: Agora’s SDK has no others`, scalabilityMode);
    else if (scalabilityMode !== 'L1T1' && codec !== 'vp9')
      refuse(
        ['video', 'scalabilityMode'],
        'L1T1, or codec: vp9, the only one that Agora’s SDK layers',
        scalabilityMode,
      );
  }
  const own = ['transport', 'agora'];
  if (optimizationMode !== undefined && degradation !== undefined)
    refuse(
      [...own, 'optimizationMode'],
      'nothing beside `degradation` of the video, which decides the same',
      optimizationMode,
    );
  if (bitrateMinBps !== undefined && bitrateMinBps > bitrateBps)
    refuse(
      [...own, 'bitrateMin'],
      `no more than the video’s bitrate of ${bitrateBps / 1000} kbps`,
      `${bitrateMinBps / 1000} kbps`,
    );
  if (minDownscale !== undefined && codec !== 'vp8' && codec !== 'vp9')
    refuse(
      [...own, 'minDownscale'],
      'nothing, or codec: vp8 or vp9, with which alone Agora’s SDK heeds it',
      `${minDownscale.width}x${minDownscale.height}`,
    );
  if (dualStream !== undefined && (dualStream.width > width || dualStream.height > height))
    refuse(
      [...own, 'dualStream', 'size'],
      `a picture no larger than the broadcast’s ${width}x${height}`,
      `${dualStream.width}x${dualStream.height}`,
    );
}
