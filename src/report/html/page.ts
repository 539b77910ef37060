import type { PictureBook } from '../../model/recording/pictures.ts';
import type { Result } from '../../model/result/result.ts';
import { shownTake } from '../facts/takes.ts';
import { SCREEN_WORDS } from '../messages/screen-words.ts';
import { OUTCOME_WORDS } from '../messages/verdict-words.ts';
import { fill, WORDS } from '../messages/words.ts';
import { formatInstant } from '../text/format.ts';
import { html } from './markup.ts';
import { firstScreen } from './screen/first-screen.ts';
import { partTabs } from './screen/part-tabs.ts';
import { calibrationSection } from './sections/calibration-section.ts';
import { causeSection } from './sections/cause-section.ts';
import { comparisonSection } from './sections/comparison-section.ts';
import { earlierSection } from './sections/earlier-section.ts';
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
import { sendSection } from './sections/send-section.ts';
import { takeSection } from './sections/take-section.ts';
import { timelineSection } from './sections/timeline-section.ts';
import { worstSecondSection } from './sections/worst-second-section.ts';
import { shell } from './shell.ts';

/** Renders the whole page. Without JavaScript its language is chosen all the same. */
export function page(result: Result, pictures: PictureBook): string {
  const take = shownTake(result);
  const made = fill(WORDS.made, { version: result.tool.version, startedAt: formatInstant(result.startedAt) });
  return shell({
    title: OUTCOME_WORDS[result.outcome],
    of: result.scenario.name,
    heading: WORDS.title,
    footer: made,
    content: html`${firstScreen(result)}
${worstSecondSection(result, take, pictures)}
${partTabs()}
${causeSection(result)}
${earlierSection(result)}
${regionSection(result)}
${incidentSection(result)}
${latencySection(result, take)}
${timelineSection(result, take)}
${pathSection(result, take)}
<div id="seen">${pictureSection(result, take, pictures)}</div>
<div id="lines">${calibrationSection(result)}
${networkSection(result, take)}
${linkSection(result, take)}</div>
<div id="send">${sendSection(result)}
${comparisonSection(result)}
${encoderSection(result)}
${sdkSection(take)}</div>
<div id="definitions">${takeSection(result)}
${machineSection(result, take)}
${methodSection(result)}</div>
<p class="note printed">${SCREEN_WORDS.printed}</p>`,
  });
}
