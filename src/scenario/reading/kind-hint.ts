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
  if (expected === 'true or false') return switchHint(got);
  if (typeof got === 'string' && /^a (?:whole )?number |, or a factor from /.test(expected))
    return numberHint(expected, got);
  if (/^a list /.test(expected) && typeof got === 'object' && got !== null && !Array.isArray(got))
    return 'each entry of a list follows a dash, or all stand in [ ]';
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
