import { createHash } from 'node:crypto';
import type { Text } from '../messages/words.ts';
import { html, type Markup, trusted } from './markup.ts';
import { STYLE } from './style.ts';

/** Script that chooses the page's language: `?lang=zh` or the browser's own, until a button is pressed. Stores nothing. */
export const LANGUAGE_SCRIPT = `
(function () {
  var root = document.documentElement;
  var buttons = document.querySelectorAll('[data-choose]');
  function choose(language) {
    root.dataset.language = language;
    root.lang = language === 'zh' ? 'zh-Hans' : 'en';
    buttons.forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.choose === language));
    });
  }
  buttons.forEach(function (button) {
    button.addEventListener('click', function () { choose(button.dataset.choose); });
  });
  document.querySelector('.switch').hidden = false;
  var wanted = new URLSearchParams(location.search).get('lang') || navigator.language || 'en';
  choose(/^zh/i.test(wanted) ? 'zh' : 'en');
})();
`;

/** Content security policy: nothing may be loaded, and no script runs but ours, so no name from a scenario can become one. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash('sha256').update(LANGUAGE_SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Parts of a page. */
export interface Shell {
  /** Title of the window. */
  readonly title: string;
  readonly heading: Text;
  readonly content: Markup;
  readonly footer: Text;
}

/** Renders a page that needs no network and no other file, in English and Chinese. */
export function shell({ title, heading, content, footer }: Shell): string {
  return html`<!doctype html>
<html lang="en" data-language="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${title} · longhaul</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header class="top"><span><b>longhaul</b> ${heading}</span>${languageSwitch()}</header>
<main>
${content}
</main>
<footer>${footer}</footer>
<script>${trusted(LANGUAGE_SCRIPT)}</script>
</body>
</html>
`.markup;
}

/** Renders the language switch, hidden until its script runs. */
export function languageSwitch(): Markup {
  return html`<div class="switch" role="group" aria-label="Language / 语言" hidden><button type="button" data-choose="en" lang="en">English</button><button type="button" data-choose="zh" lang="zh-Hans">中文</button></div>`;
}
