import { createHash } from 'node:crypto';
import type { Text } from '../messages/words.ts';
import { bothLanguages } from '../text/names.ts';
import { html, type Markup, trusted } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Content security policy: nothing may be loaded, and no script runs but ours, so no name from a scenario can become one. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Parts of a page. */
export interface Shell {
  /** Title of the window, and what of: its name. */
  readonly title: Text;
  readonly of?: string;
  readonly heading: Text;
  readonly content: Markup;
  readonly footer: Text;
}

/** Renders a page that needs no network and no other file, in English and Chinese. */
export function shell({ title, of, heading, content, footer }: Shell): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${[bothLanguages(title), ...(of === undefined ? [] : [of]), 'longhaul'].join(' · ')}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header class="top"><span><b>longhaul</b> ${heading}</span>${languageSwitch()}</header>
<main>
${content}
</main>
<footer>${footer}</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.markup;
}

/** Renders the language switch: two radio buttons that the style sheet reads, so that it works without script. */
export function languageSwitch(): Markup {
  return html`<div class="switch" role="radiogroup" aria-label="Language / 语言"><input type="radio" name="language" id="language-en" value="en" checked /><label for="language-en" lang="en">English</label><input type="radio" name="language" id="language-zh" value="zh" /><label for="language-zh" lang="zh-Hans">中文</label></div>`;
}
