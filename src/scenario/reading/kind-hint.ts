/** Words for a switch in YAML 1.1 and in other tools; YAML 1.2 reads them as text. */
const SWITCHES: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['true', 'yes', 'y', 'on', '1', '是', '开'].map((word) => [word, true])),
  ...Object.fromEntries(['false', 'no', 'n', 'off', '0', '否', '关'].map((word) => [word, false])),
};

/** Suggests what was meant by a value of the wrong kind. A share is the one quantity that people write as a bare number. */
export function kindHint(expected: string, got: unknown): string | undefined {
  if (typeof got === 'number' && / such as "[\d.]+ %"/.test(expected)) return shareHint(expected, got);
  if ((typeof got === 'number' || typeof got === 'boolean') && /^a name |^the name of a /.test(expected))
    return 'text that YAML takes for a number or a switch needs quotes';
  const form = formHint(expected, got);
  if (form !== undefined) return form;
  if (expected === 'true or false') return switchHint(got);
  if (typeof got === 'string' && /^a (?:whole )?number |, or a factor from /.test(expected))
    return numberHint(expected, got);
  if (/^a list /.test(expected) && typeof got === 'object' && got !== null && !Array.isArray(got))
    return 'each entry of a list follows a dash, or all stand in [ ]';
  return undefined;
}

/** Suggests how to write what has a form of its own here: a rate that changes, other traffic, several studios, a time in a zone. */
function formHint(expected: string, got: unknown): string | undefined {
  const isMap = typeof got === 'object' && got !== null && !Array.isArray(got);
  if (expected.startsWith('a bit rate ') && isMap && 'trace' in got)
    return '`trace: FILE` stands beside `rtt`; {down: FILE, up: FILE} gives each direction its own';
  if (expected.startsWith('a bit rate ') && Array.isArray(got))
    return 'a rate that changes is a `trace`, or one or several `events` with `rate`';
  if (expected.startsWith('the name of a first mile') && Array.isArray(got))
    return 'a rehearsal has one uplink: two studios are two scenarios';
  if (expected.startsWith('a list such as [{kind: udp,') && typeof got === 'string')
    return `did you mean [{kind: udp, way: down, rate: ${got}}]?`;
  if (expected.startsWith('presenter (a generated picture)') && typeof got === 'string')
    return `a clip shows another picture: record one, {file: ${got}.mp4}; for a camera, presenter stands`;
  if (/^(?:audio settings |a bit rate .*510 kbps)/.test(expected) && (got === false || got === 'none' || got === 'off'))
    return 'a stream always has sound here: leave `audio` out, or lower its bitrate';
  if (expected.startsWith('date, time and offset ') && isMap)
    return 'one text: 2026-12-24T20:00-06:00 is that time where the clock is 6 hours behind UTC';
  return undefined;
}

function switchHint(got: unknown): string | undefined {
  const word = String(got).toLowerCase();
  return Object.hasOwn(SWITCHES, word) ? `did you mean ${SWITCHES[word]}?` : undefined;
}

/** Suggests the number in a text that has quotes or a unit around it, if that would be right. */
function numberHint(expected: string, got: string): string | undefined {
  const [, digits] = /^\s*(\d[\d_]*(?:\.\d+)?)\s*\p{L}{0,8}\s*$/u.exec(got) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits.replaceAll('_', ''));
  const [, least = '', most = ''] = /from (\S+) to ([^\s,]+)/.exec(expected) ?? [];
  const isRight = number >= Number(least) && number <= Number(most);
  return isRight && (Number.isInteger(number) || !expected.includes('whole')) ? `did you mean ${number}?` : undefined;
}

/** Suggests the percent sign. A number up to 1 may also have been meant as a fraction. */
function shareHint(expected: string, got: number): string | undefined {
  const [, least = '0'] = /at least ([\d.]+) %/.exec(expected) ?? [];
  const meant = [...(got > 0 && got < 1 ? [Number((got * 100).toPrecision(12))] : []), got];
  const possible = meant.filter((share) => share >= Number(least) && share <= 100);
  return possible.length === 0 ? undefined : `did you mean ${possible.map((share) => `${share} %`).join(' or ')}?`;
}
