import { BitReader } from '../../../src/sfu/layers/bit-reader.ts';
import { NAL, nalUnits, typeOf } from './nal-units.ts';

type Size = readonly [width: number, height: number];

/** Reads the size that a VP8 keyframe says it has (RFC 6386 section 9.1). */
export function vp8Size(keyframe: Buffer): Size {
  return [keyframe.readUInt16LE(6) & 0x3fff, keyframe.readUInt16LE(8) & 0x3fff];
}

const MACROBLOCK = 16;

/** Reads the size in the parameter set (H.264 section 7.3.2.1) before an IDR slice. Throws where there is none. */
export function h264Size(keyframe: Buffer): Size {
  const sps = nalUnits(keyframe)
    .find((unit) => typeOf(unit) === NAL.sps)
    ?.subarray(1);
  if (sps === undefined) throw new Error('an IDR slice without a parameter set');
  // Emulation prevention: a 3 behind two zeros is not data (section 7.4.1.1).
  const bits = new BitReader(
    Buffer.from(sps.filter((byte, at) => byte !== 3 || sps[at - 1] !== 0 || sps[at - 2] !== 0)),
  );
  /** Reads ue(v): exponential Golomb. */
  const next = () => {
    let zeros = 0;
    while (!bits.readFlag()) zeros++;
    return 2 ** zeros - 1 + bits.read(zeros);
  };
  bits.read(24); // profile, constraints, level
  next(); // parameter set
  next(); // frame numbers
  const order = next();
  if (order === 0) next();
  else if (order === 1) throw new Error('a picture order of type 1, which no encoder for WebRTC uses');
  next(); // reference frames
  bits.readFlag();
  const [width, height] = [(next() + 1) * MACROBLOCK, (next() + 1) * MACROBLOCK];
  if (!bits.readFlag()) throw new Error('interlaced');
  bits.readFlag();
  const [left, right, top, bottom] = bits.readFlag() ? [next(), next(), next(), next()] : [0, 0, 0, 0];
  // Cropping counts samples of colour, of which there is one for two by two.
  return [width - 2 * (left + right), height - 2 * (top + bottom)];
}
