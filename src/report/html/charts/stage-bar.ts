import { LATENCY_STAGES, type StagesOfFrames } from '../../../model/result/latency-stages.ts';
import { STAGE_WORDS } from '../../messages/latency-words.ts';
import { formatQuantity } from '../../text/format.ts';
import { bothLanguages } from '../../text/names.ts';
import { html, type Markup } from '../markup.ts';

/** Draws stages beside each other, as wide as they last; the whole width is `topMs`. */
export function stageBar({ stagesMs }: StagesOfFrames, topMs: number, className = ''): Markup {
  let fromMs = 0;
  const parts = LATENCY_STAGES.map((stage) => {
    // Stages below zero, by the clocks' own error, take no room.
    const ms = Math.max(0, stagesMs[stage]);
    const part = html`<rect class="stage-${stage}" x="${round(fromMs)}" y="0" width="${round(ms)}" height="10"><title>${bothLanguages(STAGE_WORDS[stage])} ${formatQuantity(ms, 'ms')}</title></rect>`;
    fromMs += ms;
    return part;
  });
  return html`<svg class="stage-bar ${className}" viewBox="0 0 ${round(topMs)} 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
