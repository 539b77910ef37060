/** Profiles by profile_idc and the constraint bits after it (RFC 6184 section 8.1, table 5). */
export type H264Profile =
  | 'constrained-baseline'
  | 'baseline'
  | 'extended'
  | 'main'
  | 'constrained-high'
  | 'high'
  | 'high-10'
  | 'high-4:2:2'
  | 'high-4:4:4'
  | 'high-10-intra'
  | 'high-4:2:2-intra'
  | 'high-4:4:4-intra'
  | 'cavlc-4:4:4-intra';

/** Patterns of profile_idc and profile_iop, where x matches either bit. The first match counts. */
const TABLE: readonly (readonly [idc: number, iop: string, H264Profile])[] = [
  [0x42, 'x1xx0000', 'constrained-baseline'],
  [0x4d, '1xxx0000', 'constrained-baseline'],
  [0x58, '11xx0000', 'constrained-baseline'],
  [0x42, 'x0xx0000', 'baseline'],
  [0x58, '10xx0000', 'baseline'],
  [0x4d, '0x0x0000', 'main'],
  [0x58, '00xx0000', 'extended'],
  // Not in the table: constraint bits 4 and 5 together mean constrained high (H.264 annex A.2.4.2), which Apple's
  // encoders offer.
  [0x64, '00001100', 'constrained-high'],
  [0x64, '00000000', 'high'],
  [0x6e, '00000000', 'high-10'],
  [0x7a, '00000000', 'high-4:2:2'],
  [0xf4, '00000000', 'high-4:4:4'],
  [0x6e, '00010000', 'high-10-intra'],
  [0x7a, '00010000', 'high-4:2:2-intra'],
  [0xf4, '00010000', 'high-4:4:4-intra'],
  [0x2c, '00010000', 'cavlc-4:4:4-intra'],
];

/** Value inferred if the offer has none (RFC 6184 section 8.1): baseline, level 1. */
const INFERRED = '42000a';

/** Returns the profile; undefined for a malformed profile-level-id and for profiles not in the table. */
export function readH264Profile(profileLevelId = INFERRED): H264Profile | undefined {
  if (!/^[0-9a-f]{6}$/i.test(profileLevelId)) return undefined;
  const [idc, iop] = [profileLevelId.slice(0, 2), profileLevelId.slice(2, 4)].map((hex) => Number.parseInt(hex, 16));
  const bits = (iop ?? 0).toString(2).padStart(8, '0');
  return TABLE.find(([of, pattern]) => of === idc && new RegExp(`^${pattern.replaceAll('x', '.')}$`).test(bits))?.[2];
}

/** Profiles that a decoder of each profile also decodes, and through them further ones (H.264 annex A.2). */
const INCLUDES: Readonly<Record<H264Profile, readonly H264Profile[]>> = {
  'constrained-baseline': [],
  baseline: ['constrained-baseline'],
  extended: ['baseline'],
  main: ['constrained-baseline'],
  'constrained-high': ['constrained-baseline'],
  high: ['constrained-high', 'main'],
  'high-10': ['high', 'high-10-intra'],
  'high-4:2:2': ['high-10', 'high-4:2:2-intra'],
  'high-4:4:4': ['high-4:2:2', 'high-4:4:4-intra'],
  'high-10-intra': [],
  'high-4:2:2-intra': ['high-10-intra'],
  'high-4:4:4-intra': ['high-4:2:2-intra', 'cavlc-4:4:4-intra'],
  'cavlc-4:4:4-intra': [],
};

/** Returns whether a decoder of profile `decoder` can decode a stream of profile `stream`. */
export function canDecodeH264(decoder: H264Profile, stream: H264Profile): boolean {
  return decoder === stream || INCLUDES[decoder].some((included) => canDecodeH264(included, stream));
}
