import type {
  CalibratedPath,
  Calibration,
  CalibrationCheck,
  CalibrationQuantity,
} from '../../model/result/calibration.ts';
import { formatSeconds } from '../text/format.ts';
import { linkName, type ViewedRegion, viewerName } from '../text/names.ts';
import { NETWORK_WORDS } from './network-words.ts';
import { VERDICT_WORDS } from './verdict-words.ts';
import { COMMA, fill, GAP, joinTexts, plain, type Text } from './words.ts';

/** Texts about the probes that check the network before each take. */
export const CALIBRATION_WORDS = {
  title: { en: 'Was the network as asked?', zh: '网络是否符合设定？' },
  note: {
    en: 'Before a take, probes run through every path; what its profiles make of these probes is compared with what they measured.',
    zh: '每个轮次开始前，用探测包检验每条路径：将这些探测包应得的数值与实测值对照。',
  },
  asAsked: { en: '{count} paths as asked', zh: '{count} 条路径均符合设定' },
  asAskedOne: { en: '1 path as asked', zh: '1 条路径符合设定' },
  pathsOff: { en: 'not as asked: {off} of {count} paths', zh: '{count} 条路径中有 {off} 条与设定不符' },
  pathsUnknown: { en: 'not proved: {unknown} of {count} paths', zh: '{count} 条路径中有 {unknown} 条未能验证' },
  probedIn: { en: 'probed in {time}', zh: '探测用时 {time}' },
  probedAgain: { en: 'probed in {time}, at attempt {attempts}', zh: '探测用时 {time}，第 {attempts} 次尝试' },
  notProbed: { en: 'not probed before the take', zh: '轮次开始前未做探测' },
  takesNotProbed: { en: 'No probes ran before the take with {take}.', zh: '{take} 的轮次开始前未做探测。' },
  networkOff: { en: 'The network was not as asked:', zh: '网络与设定不符：' },
  checkOff: {
    en: '{path}: {what} asked {asked} ({least} to {most} accepted), got {got}.',
    zh: '{path}：{what}设为 {asked}（可接受 {least} 至 {most}），实测 {got}。',
  },
  checkUnknown: {
    en: '{path}: no probe measured the {what} (asked {asked}).',
    zh: '{path}：探测包未能测出{what}（设为 {asked}）。',
  },
  checkLink: { en: 'The link that differs most from its profile: {link}.', zh: '与设定差别最大的链路：{link}。' },
  checkShaper: {
    en: 'No link’s own counters differ: the shaper itself was late.',
    zh: '各链路自身计数均无偏差：是模拟器自身处理不及时。',
  },

  // The table of all checks.
  details: { en: 'Every path, asked and measured', zh: '各路径设定与实测' },
  property: { en: 'Property', zh: '项目' },
  asked: { en: 'Asked', zh: '设定' },
  accepted: { en: 'Accepted', zh: '可接受' },
  got: { en: 'Got', zh: '实测' },
  ok: { en: 'ok', zh: '符合' },
  off: { en: 'off', zh: '不符' },
  studio: { en: 'studio', zh: '直播间' },
} as const satisfies Record<string, Text>;

const QUANTITIES: Readonly<Record<CalibrationQuantity, Text>> = {
  roundTripMs: { en: 'round trip', zh: '往返延迟' },
  delayMs: { en: 'delay', zh: '延迟' },
  delayErrorMs: { en: 'delay packet by packet', zh: '逐包延迟误差' },
  wrongFateFraction: { en: 'lost or kept against the profile', zh: '丢包与预期不符' },
  queueMs: { en: 'full queue', zh: '队列满时的排队' },
  jitterMs: { en: 'jitter', zh: '抖动' },
  lossFraction: { en: 'loss', zh: '丢包率' },
  rateBps: { en: 'rate', zh: '速率' },
};

/** A check that is off or has no data, and the path it belongs to. */
export interface FaultyCheck {
  readonly node: string;
  readonly check: CalibrationCheck;
}

/** Returns the checks that are off, then those without data. */
export function faultyChecks({ paths }: Calibration): FaultyCheck[] {
  const withOutcome = (outcome: CalibrationCheck['outcome']) =>
    paths.flatMap(({ node, checks }) =>
      checks.filter((check) => check.outcome === outcome).map((check) => ({ node, check })),
    );
  return [...withOutcome('off'), ...withOutcome('no-data')];
}

const has = (outcome: CalibrationCheck['outcome']) => (path: CalibratedPath) =>
  path.checks.some((check) => check.outcome === outcome);

/** Returns "8 paths as asked", or how many are not. */
export function calibrationSummary({ paths }: Calibration): Text {
  const count = paths.length;
  const off = paths.filter(has('off')).length;
  if (off > 0) return fill(CALIBRATION_WORDS.pathsOff, { off, count });
  const unknown = paths.filter(has('no-data')).length;
  if (unknown > 0) return fill(CALIBRATION_WORDS.pathsUnknown, { unknown, count });
  return count === 1 ? CALIBRATION_WORDS.asAskedOne : fill(CALIBRATION_WORDS.asAsked, { count });
}

/** Returns "probed in 2.4 s", with the number of the attempt if it was not the first. */
export function probedIn({ durationMs, attempts }: Calibration): Text {
  const words = attempts > 1 ? CALIBRATION_WORDS.probedAgain : CALIBRATION_WORDS.probedIn;
  return fill(words, { time: formatSeconds(durationMs), attempts });
}

/** Says what is wrong with one property of one path, and which link to look at. */
export function faultSentence({ node, check }: FaultyCheck, regions: readonly ViewedRegion[] = []): Text {
  const { quantity, asked, least, most, got } = check;
  const values = { path: pathName(node, regions), what: checkName(check), asked: formatProbe(asked, quantity) };
  if (check.outcome === 'no-data') return fill(CALIBRATION_WORDS.checkUnknown, values);
  const sentence = fill(CALIBRATION_WORDS.checkOff, {
    ...values,
    ...{ least: formatProbe(least, quantity), most: formatProbe(most, quantity) },
    got: got === undefined ? VERDICT_WORDS['no-data'] : formatProbe(got, quantity),
  });
  const link =
    check.link === undefined
      ? CALIBRATION_WORDS.checkShaper
      : fill(CALIBRATION_WORDS.checkLink, { link: linkWithId(check.link, regions) });
  return joinTexts([sentence, link], GAP);
}

function linkWithId(id: string, regions: readonly ViewedRegion[]): Text {
  const link = linkName(id, regions);
  return link.en === id ? plain(id) : joinTexts([link, plain(id)], COMMA);
}

/** Returns the name of the path between a host and the origin: the studio, or the viewer's. */
export function pathName(node: string, regions: readonly ViewedRegion[] = []): Text {
  return node === 'publisher' ? CALIBRATION_WORDS.studio : viewerName(regions, node);
}

/** Returns "round trip", "loss out". */
export function checkName({ quantity, direction }: CalibrationCheck): Text {
  const name = QUANTITIES[quantity];
  if (direction === undefined) return name;
  const side = NETWORK_WORDS[direction];
  return { en: `${name.en} ${side.en}`, zh: side.zh + name.zh };
}

/** Formats a probed value, with more digits than elsewhere: a tolerance is often a fraction of a millisecond. */
export function formatProbe(value: number, quantity: CalibrationQuantity): string {
  switch (quantity) {
    case 'roundTripMs':
    case 'jitterMs':
    case 'queueMs':
      return `${Number(value.toFixed(1))} ms`;
    case 'delayMs':
    case 'delayErrorMs':
      return `${Number(value.toFixed(2))} ms`;
    case 'lossFraction':
    case 'wrongFateFraction':
      return `${Number((value * 100).toFixed(2))} %`;
    case 'rateBps':
      return value >= 1e6
        ? `${Number((value / 1e6).toPrecision(3))} Mbps`
        : `${Number((value / 1e3).toPrecision(3))} kbps`;
  }
}
