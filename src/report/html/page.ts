import type { PictureBook } from '../../model/recording/pictures.ts';
import type { Result } from '../../model/result/result.ts';
import { shownTake } from '../facts/takes.ts';
import { OUTCOME_WORDS } from '../messages/verdict-words.ts';
import { fill, WORDS } from '../messages/words.ts';
import { formatInstant } from '../text/format.ts';
import { html } from './markup.ts';
import { calibrationSection } from './sections/calibration-section.ts';
import { comparisonSection } from './sections/comparison-section.ts';
import { encoderSection } from './sections/encoder-section.ts';
import { incidentSection } from './sections/incident-section.ts';
import { latencySection } from './sections/latency-section.ts';
import { linkSection } from './sections/link-section.ts';
import { machineSection } from './sections/machine-section.ts';
import { methodSection } from './sections/method-section.ts';
import { networkSection } from './sections/network-section.ts';
import { pathSection } from './sections/path-section.ts';
import { pictureSection } from './sections/picture-section.ts';
import { regionSection } from './sections/region-section.ts';
import { sdkSection } from './sections/sdk-section.ts';
import { takeSection } from './sections/take-section.ts';
import { timelineSection } from './sections/timeline-section.ts';
import { verdictSection } from './sections/verdict-section.ts';
import { shell } from './shell.ts';

/** Renders the whole page. Without JavaScript it is in English. */
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
${incidentSection(result)}
${latencySection(result, take)}
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
