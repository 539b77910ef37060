const DIGITS = '零一二三四五六七八九';
const SHARE = /^百分之(.+)$/;
/** Chinese numeral, a half included, before a unit in Chinese. */
const NUMERAL = /^(半|[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)\s*个?(?=\p{Script=Han}|$)/u;

/** Returns a quantity whose number is written in Chinese, "一分钟", "半小时" or "百分之三", with digits; any other text as it is. */
export function withDigits(text: string): string {
  const [, share] = SHARE.exec(text) ?? [];
  if (share !== undefined) return `${withDigits(share)} %`;
  const [whole = '', numeral = ''] = NUMERAL.exec(text) ?? [];
  const value = numberOf(numeral);
  return value === undefined ? text : `${value}${text.slice(whole.length)}`;
}

/** Returns the number that a numeral up to 999 says. Undefined for one that is written in no usual way, "二三". */
function numberOf(numeral: string): number | undefined {
  if (numeral === '半') return 0.5;
  const [integer = '', decimals] = numeral.replaceAll('两', '二').split('点');
  const [, hundreds, tens, ones] =
    /^(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九]?)十)?([零一二三四五六七八九]?)$/.exec(integer) ?? [];
  if (integer === '' || ones === undefined) return undefined;
  const ten = tens === undefined ? 0 : tens === '' ? 1 : DIGITS.indexOf(tens);
  const whole = (hundreds ? DIGITS.indexOf(hundreds) : 0) * 100 + ten * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
  return decimals === undefined
    ? whole
    : Number(`${whole}.${[...decimals].map((each) => DIGITS.indexOf(each)).join('')}`);
}
