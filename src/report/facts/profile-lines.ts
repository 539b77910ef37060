import type { LinkProfile, Loss } from '../../model/scenario/link-profile.ts';
import { meanLossFraction } from '../../model/scenario/mean-loss.ts';
import { NETWORK_WORDS } from '../messages/network-words.ts';
import { fill, joinTexts, plain, SEMICOLON, type Text } from '../messages/words.ts';
import { formatBytes, formatLimit, formatQuantity, formatSeconds, formatSpan } from '../text/format.ts';
import { rateCapText } from '../timeline/bands.ts';
import { crossTrafficLines } from './cross-traffic-lines.ts';

/** Largest number of steps or blackouts listed; the rest is counted. */
const MOST_STEPS = 6;

/** Returns everything asked of one direction of a segment, one effect per line. */
export function profileLines(profile: LinkProfile): Text[] {
  return [
    ...delayLines(profile),
    lossText(profile.loss),
    ...rateLines(profile),
    ...queueLines(profile),
    ...crossTrafficLines(profile),
    ...(profile.udpBlocked === true ? [NETWORK_WORDS.udpBlocked] : []),
    ...impairmentLines(profile),
    ...radioLines(profile),
    ...scheduleLines(profile),
  ];
}

function delayLines({ delayMs, jitterMs, jitterDistribution, jitterReorders }: LinkProfile): Text[] {
  const delay = formatQuantity(delayMs, 'ms');
  if (jitterMs === 0) return [plain(delay)];
  const ms = formatQuantity(jitterMs, 'ms');
  const overtake = jitterReorders === true ? [NETWORK_WORDS.jitterReorders] : [];
  switch (jitterDistribution) {
    case 'normal':
      return [plain(delay), fill(NETWORK_WORDS.jitterNormal, { ms }), ...overtake];
    case 'pareto':
      return [plain(delay), fill(NETWORK_WORDS.jitterPareto, { ms }), ...overtake];
    default:
      return [plain(`${delay} ± ${ms}`), ...overtake];
  }
}

function lossText(loss: Loss): Text {
  if (loss.type === 'none') return NETWORK_WORDS.noLoss;
  const words = loss.type === 'random' ? NETWORK_WORDS.lossOf : NETWORK_WORDS.burstLossOf;
  return fill(words, { share: formatQuantity(meanLossFraction(loss), 'fraction') });
}

function rateLines({ rateBps, trace }: LinkProfile): Text[] {
  if (rateBps === undefined) return trace === undefined ? [] : [plain(trace)];
  const rate = formatLimit(Math.round(rateBps), 'bps');
  return [
    trace === undefined ? plain(rate) : fill(NETWORK_WORDS.traceOf, { trace, rate: formatQuantity(rateBps, 'bps') }),
  ];
}

function queueLines({ queueMs, queueBytes, queuePackets, discipline, aqm = {}, mtuBytes }: LinkProfile): Text[] {
  const sizes: Text[] = [];
  if (queueMs !== undefined) sizes.push(plain(formatQuantity(queueMs, 'ms')));
  if (queueBytes !== undefined) sizes.push(plain(formatBytes(queueBytes)));
  if (queuePackets !== undefined) sizes.push(fill(NETWORK_WORDS.packetsOf, { count: queuePackets }));
  const lines = sizes.map((size) => fill(NETWORK_WORDS.queueOf, { size }));
  if (discipline === 'codel') lines.push(NETWORK_WORDS.codel);
  if (discipline === 'fq-codel') lines.push(NETWORK_WORDS.fqCodel);
  if (discipline === 'dualpi2') lines.push(NETWORK_WORDS.dualPi2);
  if (aqm.ecn === true) lines.push(NETWORK_WORDS.ecn);
  if (aqm.stepMs !== undefined) lines.push(fill(NETWORK_WORDS.l4sStep, { ms: formatQuantity(aqm.stepMs, 'ms') }));
  if (mtuBytes !== undefined) lines.push(fill(NETWORK_WORDS.mtu, { size: formatBytes(mtuBytes) }));
  return lines;
}

function impairmentLines({ duplicateFraction, corruptFraction, reorder }: LinkProfile): Text[] {
  const lines: Text[] = [];
  const share = (fraction: number) => ({ share: formatLimit(fraction, 'fraction') });
  if (duplicateFraction !== undefined) lines.push(fill(NETWORK_WORDS.duplicates, share(duplicateFraction)));
  if (corruptFraction !== undefined) lines.push(fill(NETWORK_WORDS.corrupts, share(corruptFraction)));
  if (reorder !== undefined) {
    const { gap, lateMs } = reorder;
    const early = gap > 1 ? NETWORK_WORDS.reordersGap : NETWORK_WORDS.reorders;
    const words = lateMs === undefined ? early : NETWORK_WORDS.late;
    lines.push(fill(words, { ...share(reorder.fraction), gap, ms: formatQuantity(lateMs ?? 0, 'ms') }));
  }
  return lines;
}

function radioLines({ radio = {} }: LinkProfile): Text[] {
  const { grantMs, aggregateMs, handover, promotion } = radio;
  const ms = (value: number) => formatQuantity(value, 'ms');
  return [
    ...(grantMs === undefined ? [] : [fill(NETWORK_WORDS.grants, { ms: ms(grantMs) })]),
    ...(aggregateMs === undefined ? [] : [fill(NETWORK_WORDS.aggregates, { ms: ms(aggregateMs) })]),
    ...(handover === undefined
      ? []
      : [fill(NETWORK_WORDS.handovers, { every: formatSeconds(handover.everyMs), ms: ms(handover.forMs) })]),
    ...(promotion === undefined
      ? []
      : [fill(NETWORK_WORDS.promotes, { idle: formatSeconds(promotion.idleMs), ms: ms(promotion.forMs) })]),
  ];
}

/** Returns what changes when in the window, one kind of change per line. */
function scheduleLines(profile: LinkProfile): Text[] {
  const { rateSteps, delaySteps = [], lossSteps = [], blackouts = [], rateCaps = [] } = profile;
  const from = (atMs: number, what: Text) => fill(NETWORK_WORDS.from, { what, time: formatSeconds(atMs) });
  const rates = (rateSteps?.steps ?? []).map(({ atMs, rateBps }) => from(atMs, plain(formatLimit(rateBps, 'bps'))));
  const again =
    rateSteps?.repeatMs === undefined ? [] : [fill(NETWORK_WORDS.again, { time: formatSeconds(rateSteps.repeatMs) })];
  const delays = delaySteps.map(({ atMs, delayMs }) =>
    from(atMs, fill(NETWORK_WORDS.delayOf, { ms: formatQuantity(delayMs, 'ms') })),
  );
  const losses = lossSteps.map(({ atMs, loss }) => from(atMs, lossText(loss)));
  const dark = blackouts.map((span) => fill(NETWORK_WORDS.darkAt, { span: formatSpan(span) }));
  const caps = rateCaps.map(({ rateBps, ...span }) =>
    fill(NETWORK_WORDS.cappedFor, { what: rateCapText(rateBps), span: formatSpan(span) }),
  );
  return [
    [...shortened(rates), ...again],
    shortened(delays),
    shortened(losses),
    shortened(caps),
    shortened(dark),
  ].flatMap((kind) => (kind.length === 0 ? [] : [joinTexts(kind, SEMICOLON)]));
}

function shortened(steps: readonly Text[]): Text[] {
  if (steps.length <= MOST_STEPS) return [...steps];
  return [...steps.slice(0, MOST_STEPS), fill(NETWORK_WORDS.more, { count: steps.length - MOST_STEPS })];
}
