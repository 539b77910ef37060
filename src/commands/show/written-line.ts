import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import type { Segment } from '../../model/scenario/network.ts';
import { profileLines } from '../../report/facts/profile-lines.ts';
import { COMMA, fill, joinTexts, plain, type Text } from '../../report/messages/words.ts';
import { formatQuantity } from '../../report/text/format.ts';
import { OUTLINE_WORDS as WORDS } from '../messages/outline-words.ts';

/** Describes a line written in place by its numbers: round trip, then everything towards the viewer, then what differs on the way back. */
export function writtenLine(line: Segment): Text {
  const { out, back } = line;
  const ways = out.delayMs + back.delayMs;
  const towards = effects(out);
  const known = towards.map(({ en }) => en);
  const other = effects(back).filter(({ en }) => !known.includes(en));
  return joinTexts(
    [
      ...baseName(line),
      fill(WORDS.roundTrip, { ms: formatQuantity(ways, 'ms') }),
      ...towards,
      ...(other.length === 0 ? [] : [fill(WORDS.back, { effects: joinTexts(other, COMMA) })]),
    ],
    COMMA,
  );
}

/** Lists the effects of one direction without its delay, jitter as ±. */
function effects(profile: LinkProfile): readonly Text[] {
  const { jitterMs } = profile;
  const jitter = jitterMs === 0 ? [] : [plain(`± ${formatQuantity(jitterMs, 'ms')}`)];
  return [...jitter, ...profileLines({ ...profile, jitterMs: 0 }).slice(1)];
}

/** Returns the name of the profile that a line extends, which its label in both languages begins with; none for one written in full. */
function baseName({ label, labelZh }: Segment): readonly Text[] {
  if (labelZh === undefined) return [];
  const ends = [...labelZh.matchAll(/，/g)].map(({ index }) => index);
  const end = ends.find((at) => label.endsWith(`, ${labelZh.slice(at + 1)}`));
  if (end === undefined) return [{ en: label, zh: labelZh }];
  const own = labelZh.slice(end + 1);
  return [{ en: label.slice(0, -own.length - 2), zh: labelZh.slice(0, end) }];
}
