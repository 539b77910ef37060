import type { CalibrationCheck } from '../../../model/result/calibration.ts';
import type { Result, TakeResult } from '../../../model/result/result.ts';
import { takeName } from '../../facts/takes.ts';
import {
  CALIBRATION_WORDS,
  calibrationSummary,
  checkName,
  faultSentence,
  faultyChecks,
  formatProbe,
  pathName,
  probedIn,
} from '../../messages/calibration-words.ts';
import { VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { fill, WORDS } from '../../messages/words.ts';
import type { ViewedRegion } from '../../text/names.ts';
import { icon } from '../icon.ts';
import { type Content, html, type Markup } from '../markup.ts';

type Calibrated = TakeResult & { readonly calibration: NonNullable<TakeResult['calibration']> };

const isCalibrated = (take: TakeResult): take is Calibrated => take.calibration !== undefined;

/** Renders one quiet line per take whose network is as asked, and every fault of one whose network is not. */
export function calibrationSection({ takes, scenario: { regions } }: Result): Markup {
  const calibrated = takes.filter(isCalibrated);
  if (calibrated.length === 0) return html``;
  const isNamed = takes.length > 1;
  const without = takes.filter((take) => !isCalibrated(take));
  return html`<section id="calibration"><h2>${CALIBRATION_WORDS.title}</h2><p class="note">${CALIBRATION_WORDS.note}</p>
${calibrated.map((take) => card(take, isNamed, regions))}
${without.map((take) => html`<p class="note">${fill(CALIBRATION_WORDS.takesNotProbed, { take: takeName(take) })}</p>`)}</section>`;
}

function card(take: Calibrated, isNamed: boolean, regions: readonly ViewedRegion[]): Markup {
  const { calibration } = take;
  const faults = faultyChecks(calibration);
  const isOff = faults.some(({ check }) => check.outcome === 'off');
  const tone = faults.length === 0 ? 'pass' : isOff ? 'fail' : 'no-data';
  const seedNote: Content = isNamed ? [takeName(take), ' · '] : '';
  return html`<article class="card proof is-${tone}${faults.length === 0 ? '' : ' edge'}">
<p class="proved">${icon(tone)}<b>${calibrationSummary(calibration)}</b><span class="note">${seedNote}${probedIn(calibration)}</span></p>
${faults.length === 0 ? '' : html`<ul class="faults">${faults.map((fault) => html`<li>${faultSentence(fault, regions)}</li>`)}</ul>`}
<details><summary>${CALIBRATION_WORDS.details}</summary>${table(take, regions)}</details></article>`;
}

function table({ calibration }: Calibrated, regions: readonly ViewedRegion[]): Markup {
  const heads = [CALIBRATION_WORDS.asked, CALIBRATION_WORDS.accepted, CALIBRATION_WORDS.got];
  const bodies = calibration.paths.map(
    ({ node, checks }) =>
      html`<tbody><tr class="group"><th scope="rowgroup" colspan="5">${pathName(node, regions)}</th></tr>${checks.map(row)}</tbody>`,
  );
  return html`<div class="scroll" tabindex="0"><table class="checks"><thead><tr><th scope="col">${CALIBRATION_WORDS.property}</th>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}<th scope="col">${WORDS.outcome}</th></tr></thead>${bodies}</table></div>`;
}

const OUTCOMES = { ok: CALIBRATION_WORDS.ok, off: CALIBRATION_WORDS.off, 'no-data': VERDICT_WORDS['no-data'] } as const;
const ICONS = { ok: 'pass', off: 'fail', 'no-data': 'no-data' } as const;

function row(check: CalibrationCheck): Markup {
  const { quantity, asked, least, most, got, outcome } = check;
  const accepted = `${formatProbe(least, quantity)} – ${formatProbe(most, quantity)}`;
  const shown =
    got === undefined
      ? html`<span class="missing">${VERDICT_WORDS['no-data']}</span>`
      : html`<b>${formatProbe(got, quantity)}</b>`;
  return html`<tr><th scope="row">${checkName(check)}</th><td class="number">${formatProbe(asked, quantity)}</td><td class="number">${accepted}</td><td class="number">${shown}</td><td><span class="checked is-${ICONS[outcome]}">${icon(ICONS[outcome])}${OUTCOMES[outcome]}</span></td></tr>`;
}
