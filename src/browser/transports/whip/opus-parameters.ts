import type { AudioSettings } from '../../../model/scenario/scenario.ts';

/** Format parameters of Opus (RFC 7587 section 6.1) to set in a description, by name. */
export type OpusParameters = Readonly<Record<string, string>>;

/** Parameters with which a receiver gets both channels; Chromium mixes them into one without. */
export const HEAR_STEREO: OpusParameters = { stereo: '1' };

/**
 * Returns what a sender declares, and obeys in the answer: there, the parameters are the receiver's wishes. A server that does
 * not repeat them gets the sound as asked for all the same: every receiver must be able to decode it (RFC 7587 section 7).
 */
export function sentOpusParameters({ bitrateBps, channels, fec, dtx }: AudioSettings): OpusParameters {
  return {
    ...(channels === 2 && { stereo: '1', 'sprop-stereo': '1', maxaveragebitrate: String(bitrateBps) }),
    ...(fec !== undefined && { useinbandfec: fec ? '1' : '0' }),
    ...(dtx === true && { usedtx: '1' }),
  };
}

/** Sets parameters of every Opus payload type in a description; what else stands there stays. */
export function withOpusParameters(sdp: string, parameters: OpusParameters): string {
  if (Object.keys(parameters).length === 0) return sdp;
  const types = [...sdp.matchAll(/^a=rtpmap:(\d+) opus\//gim)].map(([, type]) => type);
  return types.reduce((text: string, type = '') => {
    const line = new RegExp(`^a=fmtp:${type} (.*?)(\r?)$`, 'm');
    if (line.test(text))
      return text.replace(line, (_, old: string, end: string) => `a=fmtp:${type} ${merge(old, parameters)}${end}`);
    return text.replace(
      new RegExp(`^(a=rtpmap:${type} .*?)(\r?\n|$)`, 'm'),
      (_, rtpmap: string, end: string) => `${rtpmap}${end}a=fmtp:${type} ${merge('', parameters)}${end}`,
    );
  }, sdp);
}

function merge(old: string, parameters: OpusParameters): string {
  const kept = old.split(';').flatMap((pair) => {
    const name = pair.split('=')[0]?.trim().toLowerCase() ?? '';
    return name === '' || name in parameters ? [] : [pair.trim()];
  });
  return [...kept, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)].join(';');
}
