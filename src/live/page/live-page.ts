import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { html, trusted } from '../../report/html/markup.ts';
import { SCRIPT } from '../../report/html/script.ts';
import { languageSwitch } from '../../report/html/shell.ts';
import { STYLE } from '../../report/html/style.ts';
import { bothLanguages } from '../../report/text/names.ts';
import { LIVE_WORDS } from './live-words.ts';

export interface LivePage {
  readonly html: string;
  /** Content-Security-Policy: its own two scripts by their digests, its own server, nothing else. */
  readonly policy: string;
}

const LIVE_STYLE = `
.live-charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 14px 20px; }
.live-charts .plot { grid-template-rows: 110px auto; margin-top: 10px; }
.live-charts.low .plot { grid-template-rows: 64px auto; }
.live-charts figcaption { margin: 12px 0 0; font-size: .875rem; }
.live-charts figure { min-width: 0; }
.faces { display: grid; grid-template-columns: repeat(auto-fill, minmax(148px, 1fr)); gap: 12px; margin-top: 12px; }
.faces img { display: block; width: 100%; height: auto; aspect-ratio: 16 / 9; object-fit: contain; border-radius: 6px; background: var(--panel); }
.faces figcaption { color: var(--muted); font-size: .75rem; overflow-wrap: anywhere; }
.verdict .note { margin: 12px 0 0; }
#connection { margin: 0 0 12px; padding: 8px 12px; border-left: 3px solid var(--edge); background: var(--edge-tint); color: var(--edge); }
#courses { display: grid; gap: 16px; }
`;

/** Makes the page: one file, with nothing to fetch but the rehearsal's events. */
export async function livePage(): Promise<LivePage> {
  const script = await bundle();
  const digests = [SCRIPT, script].map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return {
    // Styles are inline as in the report, which the page opens from memory and which inherits this policy; so are its pictures.
    policy:
      `default-src 'none'; script-src ${digests.join(' ')}; style-src 'unsafe-inline'; img-src 'self' data:; ` +
      `connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    html: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${bothLanguages(LIVE_WORDS.title)} · longhaul</title>
<style>${trusted(STYLE + LIVE_STYLE)}</style>
</head>
<body>
<header class="top"><span><b>longhaul</b> ${LIVE_WORDS.title}</span>${languageSwitch()}</header>
<main>
<p id="connection" role="status" hidden></p>
<section id="head" class="verdict is-no-data" aria-live="polite"></section>
<div id="budgets"></div>
<div id="pictures"></div>
<div id="incidents"></div>
<h2>${LIVE_WORDS.seconds}</h2>
<p class="note">${LIVE_WORDS.secondsNote}</p>
<div id="courses"></div>
<div id="earlier"></div>
</main>
<script>${trusted(SCRIPT)}</script>
<script>${trusted(script)}</script>
</body>
</html>
`.markup,
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('client.ts', import.meta.url))],
    ...{
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      minify: true,
      charset: 'utf8',
      logLevel: 'silent',
    },
  });
  const [made] = outputFiles;
  if (made === undefined) throw new Error('esbuild gave nothing for the live page');
  // A script's text ends at the first "</script", wherever it stands.
  return made.text.replaceAll('</script', '<\\/script');
}
