import { findConflictingIds } from './offered-extensions.ts';
import { type OfferedMedia, readMedia } from './offered-media.ts';
import { readCredentials } from './sdp-credentials.ts';
import { NotAcceptableError, SdpError } from './sdp-error.ts';
import { readFingerprint } from './sdp-fingerprint.ts';
import { excerpt, readSections, type SdpSection, type SdpValue } from './sdp-section.ts';

export interface Offer {
  readonly iceUfrag: string;
  readonly icePwd: string;
  /** Certificate fingerprint, "sha-256 34:6C:...". */
  readonly fingerprint: string;
  /** Whether the offerer can only be the DTLS client; otherwise it accepts either role. */
  readonly activeOnly: boolean;
  readonly media: readonly OfferedMedia[];
}

/** Most m= sections accepted; Chromium's offers have two or three. */
const MAX_SECTIONS = 32;

/** Parses an SDP offer (RFC 8866, JSEP). Throws SdpError with the reason and the line, or NotAcceptableError. */
export function parseOffer(text: string): Offer {
  const [session, ...sections] = readSections(text);
  if (sections.length === 0) throw new SdpError('the offer has no m= section');
  if (sections.length > MAX_SECTIONS)
    throw new SdpError(`the offer has ${sections.length} m= sections; at most ${MAX_SECTIONS} are accepted`);
  const bundle = readBundle(session);
  const read = sections.map((section) => readMedia(session, section, bundle));
  const mids = new Set(read.map(({ mid }) => mid));
  if (mids.size !== read.length) throw new SdpError('two m= sections have the same a=mid');
  const outside = read.find(({ mid, disabled }) => !disabled && !bundle.has(mid));
  if (read.length > 1 && outside !== undefined)
    throw new SdpError('all m= sections must be in one a=group:BUNDLE: there is one transport for each session');
  const conflicting = findConflictingIds(read.flatMap(({ extensions }) => extensions));
  // All share one transport, so that one section may speak for the others.
  const rtcpMux = read.some((one) => one.rtcpMux);
  const media = read.map((one): OfferedMedia => ({ ...one, rtcpMux, conflicting }));

  if ([session, ...sections].some((section) => section.has('ice-lite')))
    throw new NotAcceptableError(
      'a=ice-lite: a client must use full ICE (RFC 9725 section 4.4.5), since the origin waits for its checks',
    );
  // One transport for all: the bundle's first section in use that has the attribute, or the session, speaks for the others.
  const inUse = sections.filter((_, index) => read[index]?.disabled === false);
  if (inUse.length === 0) throw new SdpError('every m= section has port 0: the offer has nothing in use');
  const places = new Map(sections.map((section, index) => [section, read[index]?.place ?? 0]));
  const speakers = [...inUse.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)), session];
  const speakerOn = (name: string): SdpSection => {
    const speaker = speakers.find((section) => section.has(name));
    if (speaker === undefined || speaker.values(name).every((value) => value.text === ''))
      throw new SdpError(`the offer has no a=${name}`);
    return speaker;
  };
  const only = (name: string) => speakerOn(name).only(name);
  return {
    ...readCredentials(only('ice-ufrag'), only('ice-pwd')),
    fingerprint: readFingerprint(speakerOn('fingerprint').values('fingerprint')),
    activeOnly: readSetup(only('setup')) === 'active',
    media,
  };
}

function readBundle(session: SdpSection): ReadonlySet<string> {
  const [first, second] = session.values('group').filter(({ text }) => /^BUNDLE(\s|$)/.test(text));
  if (second !== undefined)
    throw new SdpError('a second a=group:BUNDLE: there is one transport for each session', second.line);
  return new Set(first?.text.split(/\s+/).slice(1));
}

function readSetup(setup: SdpValue | undefined): 'actpass' | 'active' {
  const { text = '', line } = setup ?? {};
  const role = text.toLowerCase(); // literals of a grammar are in either case (RFC 5234)
  if (role === 'actpass' || role === 'active') return role;
  throw new SdpError(
    `a=setup must be actpass or active, got "${excerpt(text)}": the offerer must be able to start DTLS (RFC 9725 section 4.4.2; FFmpeg: -whip_flags dtls_active)`,
    line,
  );
}
