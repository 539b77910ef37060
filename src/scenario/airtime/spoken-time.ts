/** Time of day, hours and minutes with two digits each. */
export type TimeOfDay = `${string}:${string}`;

const DAY_PART = `(?:tonight|today|this evening|今晚|今天|今日|晚上|晚间|早上|上午|下午|中午)`;
const PLACE = String.raw`(?:in china|china time|beijing time|beijing|china|北京时间|中国时间|\+08:00|asia/shanghai)`;
const SPOKEN = new RegExp(
  String.raw`^(${DAY_PART}*)\s*(?:at\s+)?([\d〇零一二两三四五六七八九十]{1,3})(?:[:：点时](\d{2}|半|整)?分?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*${PLACE}?$`,
  'iu',
);
/** Words after which an hour up to eleven is one of the afternoon or evening. */
const LATE = /tonight|evening|晚|下午|^p/iu;
/** Those of them after which twelve, and the hours from one to four, are after midnight. */
const NIGHT = /tonight|evening|晚/iu;
const NIGHT_HOURS: readonly number[] = [0, 1, 2, 3, 4, 12];
/** Signs that a number is a time. */
const CLOCK = /[:：点时]|[ap]\.?m/iu;
const CHINESE_DIGITS = '零一二三四五六七八九';

/**
 * Returns the time that words such as "8pm", "tonight at 8" or "今晚八点半" mean; undefined for what may be two times ("today at 8",
 * "tonight at 1", which is tomorrow) and for anything else.
 */
export function spokenTime(text: string): TimeOfDay | undefined {
  const written = text.trim();
  const [, day = '', hours = '', minutes = '', half = ''] = SPOKEN.exec(written) ?? [];
  const hour = hourOf(hours);
  const isLate = LATE.test(day) || LATE.test(half);
  if (hour === undefined || hour > 23 || (!isLate && !CLOCK.test(written))) return undefined;
  if (NIGHT.test(day) && NIGHT_HOURS.includes(hour)) return undefined;
  const shifted = isLate && hour < 12 ? hour + 12 : /^a/i.test(half) && hour === 12 ? 0 : hour;
  const minute = minutes === '半' ? '30' : /^\d/.test(minutes) ? minutes : '00';
  return Number(minute) < 60 ? `${String(shifted).padStart(2, '0')}:${minute}` : undefined;
}

function hourOf(written: string): number | undefined {
  if (/^\d{1,2}$/.test(written)) return Number(written);
  const plain = written.replaceAll('两', '二').replaceAll('〇', '零');
  const [, tens, ones] = /^([一二]?)十([一二三四五六七八九]?)$/.exec(plain) ?? [];
  if (tens !== undefined) return (tens === '' ? 1 : digit(tens)) * 10 + (ones ? digit(ones) : 0);
  return plain.length === 1 && CHINESE_DIGITS.includes(plain) ? digit(plain) : undefined;
}

const digit = (character: string) => CHINESE_DIGITS.indexOf(character);
