import { SdpError } from './sdp-error.ts';

/** Value in an offer with its line number, for errors. */
export interface SdpValue {
  readonly text: string;
  readonly line: number;
}

/** Characters of a line that an error shows. */
const SHOWN_LENGTH = 60;

/** Lines before the first m= line, or an m= line with those that follow it. */
export class SdpSection {
  /** Value of the m= line; undefined for the session's lines. */
  readonly media: SdpValue | undefined;
  /** Attribute values by name; the text of "a=sendonly" is empty. */
  readonly #attributes = new Map<string, SdpValue[]>();

  constructor(lines: readonly SdpValue[]) {
    const [first] = lines;
    this.media = first?.text.startsWith('m=') ? { text: first.text.slice(2), line: first.line } : undefined;
    for (const { text, line } of lines) {
      if (!text.startsWith('a=')) continue;
      const colon = text.indexOf(':');
      const name = colon < 0 ? text.slice(2) : text.slice(2, colon);
      const values = this.#attributes.get(name) ?? [];
      values.push({ text: colon < 0 ? '' : text.slice(colon + 1).trim(), line });
      this.#attributes.set(name, values);
    }
  }

  has(name: string): boolean {
    return this.#attributes.has(name);
  }

  /** Returns the first value of an attribute. */
  value(name: string): SdpValue | undefined {
    return this.#attributes.get(name)?.[0];
  }

  /** Returns the value of an attribute that may have only one. Throws SdpError for two that differ. */
  only(name: string): SdpValue | undefined {
    const [first, ...others] = this.values(name);
    const other = others.find(({ text }) => text !== first?.text);
    if (other !== undefined) throw new SdpError(`a second a=${name}, which differs from the first`, other.line);
    return first;
  }

  values(name: string): readonly SdpValue[] {
    return this.#attributes.get(name) ?? [];
  }
}

/** Splits text into lines of SDP, without blanks at their ends and without empty ones. Throws SdpError for anything else. */
export function readLines(text: string): readonly SdpValue[] {
  const all = text.split(/\r?\n/).map((line, index): SdpValue => ({ text: line.trimEnd(), line: index + 1 }));
  const lines = all.filter((line) => line.text !== '');
  for (const { text, line } of lines) {
    if (!/^[a-z]=/.test(text)) throw new SdpError(`not a line of SDP: "${excerpt(text)}"`, line);
    if (/[^\P{Cc}\t]/u.test(text)) throw new SdpError('it contains a control character', line);
  }
  return lines;
}

/** Splits an offer into the session's lines and each m= section's. Throws SdpError for anything but SDP. */
export function readSections(text: string): readonly [session: SdpSection, ...media: SdpSection[]] {
  const marked = text.replace(/^\uFEFF/, '');
  const begin = marked
    .split(/\r?\n/)
    .find((line) => line.trim() !== '')
    ?.trimEnd();
  if (begin !== 'v=0')
    throw new SdpError(
      `an SDP offer must begin with v=0, got ${begin === undefined ? 'nothing' : `"${excerpt(begin)}"`}`,
    );
  const lines = readLines(marked);
  const session: SdpValue[] = [];
  const media: SdpValue[][] = [];
  for (const line of lines) {
    if (line.text.startsWith('m=')) media.push([]);
    (media.at(-1) ?? session).push(line);
  }
  return [new SdpSection(session), ...media.map((section) => new SdpSection(section))];
}

/** Shortens text from an offer for an error message. */
export function excerpt(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
