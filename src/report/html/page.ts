import type { PictureBook } from '../../model/pictures.ts';
import type { Result } from '../../model/result.ts';
import { formatInstant } from '../format.ts';
import { shownTake } from '../shown-take.ts';
import { fill, OUTCOME_WORDS, WORDS } from '../words.ts';
import { calibrationSection } from './calibration-section.ts';
import { comparisonSection } from './comparison-section.ts';
import { encoderSection } from './encoder-section.ts';
import { linkSection } from './link-section.ts';
import { machineSection } from './machine-section.ts';
import { html } from './markup.ts';
import { methodSection } from './method-section.ts';
import { networkSection } from './network-section.ts';
import { pathSection } from './path-section.ts';
import { pictureSection } from './picture-section.ts';
import { regionSection } from './region-section.ts';
import { sdkSection } from './sdk-section.ts';
import { shell } from './shell.ts';
import { takeSection } from './take-section.ts';
import { timelineSection } from './timeline-section.ts';
import { verdictSection } from './verdict-section.ts';

/** The whole page. Without JavaScript it reads in English. */
export function page(result: Result, pictures: PictureBook): string {
  const take = shownTake(result);
  const made = fill(WORDS.made, { version: result.tool.version, startedAt: formatInstant(result.startedAt) });
  return shell({
    title: `${OUTCOME_WORDS[result.outcome].en} · ${result.scenario.name}`,
    heading: WORDS.title,
    footer: made,
    content: html`${verdictSection(result)}
${comparisonSection(result)}
${regionSection(result)}
${pictureSection(result, take, pictures)}
${encoderSection(result)}
${sdkSection(take)}
${timelineSection(result, take)}
${pathSection(result, take)}
${calibrationSection(result)}
${networkSection(result, take)}
${linkSection(take)}
${takeSection(result)}
${machineSection(result, take)}
${methodSection(result)}`,
  });
}
