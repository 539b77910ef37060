import { createHash } from 'node:crypto';
import type { PictureBook } from '../../model/pictures.ts';
import type { Result } from '../../model/result.ts';
import { formatInstant } from '../format.ts';
import { shownTake } from '../shown-take.ts';
import { fill, OUTCOME_WORDS, WORDS } from '../words.ts';
import { calibrationSection } from './calibration-section.ts';
import { comparisonSection } from './comparison-section.ts';
import { encoderSection } from './encoder-section.ts';
import { LANGUAGE_SCRIPT } from './language-script.ts';
import { linkSection } from './link-section.ts';
import { machineSection } from './machine-section.ts';
import { html, type Markup, trusted } from './markup.ts';
import { methodSection } from './method-section.ts';
import { networkSection } from './network-section.ts';
import { pathSection } from './path-section.ts';
import { pictureSection } from './picture-section.ts';
import { regionSection } from './region-section.ts';
import { sdkSection } from './sdk-section.ts';
import { STYLE } from './style.ts';
import { takeSection } from './take-section.ts';
import { timelineSection } from './timeline-section.ts';
import { verdictSection } from './verdict-section.ts';

/** Nothing may be loaded, and no script may run but ours: a name out of a scenario cannot become one. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash('sha256').update(LANGUAGE_SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The whole page. Without JavaScript it reads in English. */
export function page(result: Result, pictures: PictureBook): string {
  const take = shownTake(result);
  const made = fill(WORDS.made, { version: result.tool.version, startedAt: formatInstant(result.startedAt) });
  return html`<!doctype html>
<html lang="en" data-language="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${OUTCOME_WORDS[result.outcome].en} · ${result.scenario.name} · longhaul</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header class="top"><span><b>longhaul</b> ${WORDS.title}</span>${languageSwitch()}</header>
<main>
${verdictSection(result)}
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
${methodSection(result)}
</main>
<footer>${made}</footer>
<script>${trusted(LANGUAGE_SCRIPT)}</script>
</body>
</html>
`.markup;
}

/** Hidden until the script that serves it runs. */
function languageSwitch(): Markup {
  return html`<div class="switch" role="group" aria-label="Language / 语言" hidden><button type="button" data-choose="en" lang="en">English</button><button type="button" data-choose="zh" lang="zh-Hans">中文</button></div>`;
}
