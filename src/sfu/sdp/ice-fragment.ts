import { isIPv4 } from 'node:net';
import { type IceEnd, writeCandidates } from './sdp-answer.ts';
import { readCredentials } from './sdp-credentials.ts';
import { SdpError } from './sdp-error.ts';
import { CANDIDATE_PRIORITY, COMPONENT, PORT, readNumber } from './sdp-number.ts';
import { excerpt, readLines, SdpSection, type SdpValue } from './sdp-section.ts';

/** Candidate of a peer that the origin can send checks to: UDP, IPv4. */
export interface RemoteCandidate {
  readonly foundation: string;
  readonly priority: number;
  readonly address: string;
  readonly port: number;
  readonly type: string;
}

/** Trickled part of an offer (RFC 8840 section 9). */
export interface IceFragment {
  /** Credentials of the ICE session that the candidates belong to; undefined if not named. */
  readonly credentials: { readonly iceUfrag: string; readonly icePwd: string } | undefined;
  /** Those of the candidates that are of use; names (mDNS), IPv6 and TCP are left to the peer's own checks. */
  readonly candidates: readonly RemoteCandidate[];
}

/** Foundation, component, transport, priority, address, port and type of a candidate (RFC 8839 section 5.1). */
const CANDIDATE = /^([A-Za-z0-9+/]{1,32}) (\S+) (\S+) (\S+) (\S+) (\S+) typ (\S+)(?: .*)?$/;
/** Other types may come to be; what we cannot use is discarded (RFC 9725 section 4.3.2). */
const TYPES = ['host', 'srflx', 'prflx', 'relay'];
/** Component of RTP, which carries RTCP as well. */
const RTP = 1;

/** Parses the body of a PATCH (RFC 9725 section 4.3.1). Throws SdpError with the reason and the line. */
export function parseIceFragment(text: string): IceFragment {
  const section = new SdpSection(readLines(text));
  // The sections are read as one: one transport carries all media.
  const [ufrag, pwd] = [section.only('ice-ufrag'), section.only('ice-pwd')];
  if ((ufrag === undefined) !== (pwd === undefined))
    throw new SdpError('one of a=ice-ufrag and a=ice-pwd without the other');
  const values = section.values('candidate');
  if (ufrag === undefined && values.length === 0 && !section.has('end-of-candidates'))
    throw new SdpError('neither a=ice-ufrag nor a=candidate: nothing to do');
  return {
    credentials: ufrag === undefined ? undefined : readCredentials(ufrag, pwd),
    candidates: values.flatMap(readCandidate),
  };
}

/**
 * Writes the answer to an ICE restart: our new credentials and all candidates, for the section of the session's answer
 * that carries the bundle.
 */
export function writeIceFragment(answer: string, end: IceEnd): string {
  const lines = answer.split('\r\n');
  const section = lines.findIndex((line) => /^m=\S+ [1-9]/.test(line));
  const mid = lines.slice(section).find((line) => line.startsWith('a=mid:'));
  const kept = [lines.find((line) => line.startsWith('a=group:')), lines[section], mid].filter(
    (line) => line !== undefined,
  );
  const written = [...kept, `a=ice-ufrag:${end.iceUfrag}`, `a=ice-pwd:${end.icePwd}`, ...writeCandidates(end)];
  return `${written.join('\r\n')}\r\n`;
}

function readCandidate({ text, line }: SdpValue): RemoteCandidate[] {
  const [, foundation = '', component, transport = '', priority, address = '', port, type = ''] =
    CANDIDATE.exec(text) ?? [];
  if (foundation === '') throw new SdpError(`a=candidate is malformed: got "${excerpt(text)}"`, line);
  const numbers = {
    component: readNumber(component, COMPONENT, line),
    priority: readNumber(priority, CANDIDATE_PRIORITY, line),
    port: readNumber(port, PORT, line),
  };
  const isUsable =
    TYPES.includes(type) &&
    transport.toLowerCase() === 'udp' &&
    numbers.component === RTP &&
    isIPv4(address) &&
    numbers.port > 0;
  return isUsable ? [{ foundation, priority: numbers.priority, address, port: numbers.port, type }] : [];
}
