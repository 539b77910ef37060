import { SERIES_COLOURS } from '../timeline/palette.ts';
import { SCREEN_STYLE } from './screen-style.ts';

const seriesVariables = (scheme: 'light' | 'dark') =>
  SERIES_COLOURS.map((colour, i) => `--s${i}: ${colour[scheme]};`).join(' ');
const seriesRules = SERIES_COLOURS.map(
  (_, i) => `.line.c${i} { stroke: var(--s${i}); } .fill.c${i} { fill: var(--s${i}); }`,
).join('\n');

// Text colours have a contrast of at least 4.5:1 on their grounds, in both schemes (WCAG 2 AA).
const LIGHT = `--ground: #f6f7f8; --panel: #ffffff; --ink: #17212b; --muted: #55616d; --rule: #dde2e7; --link: #0058a8;
  --good: #116638; --good-tint: #e7f4ec; --bad: #b3261e; --bad-tint: #fdeceb; --edge: #855000; --edge-tint: #fdf2de;
  --unknown: #5a4794; --unknown-tint: #efecf9; --shade: rgb(90 71 148 / .16); --event: #c07a00; --event-shade: rgb(214 140 0 / .15); --dark-shade: rgb(23 33 43 / .26); --use: #7fb3df; --wait: #e3a36f; ${seriesVariables('light')}`;
const DARK = `--ground: #10151a; --panel: #192027; --ink: #e6eaee; --muted: #a2aeb9; --rule: #303a44; --link: #7dbcf5;
  --good: #67d196; --good-tint: #15301f; --bad: #ff928a; --bad-tint: #3a1a18; --edge: #f2bd56; --edge-tint: #332711;
  --unknown: #bcaef5; --unknown-tint: #282240; --shade: rgb(188 174 245 / .2); --event: #f2bd56; --event-shade: rgb(242 189 86 / .16); --dark-shade: rgb(255 255 255 / .22); --use: #2f6896; --wait: #94602f; ${seriesVariables('dark')}`;

/** Style sheet of every page: system fonts, one column on a phone, cards beside each other where there is room. */
export const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
html:has(#language-en:checked) span[lang^="zh"], html:has(#language-zh:checked) span[lang="en"] { display: none; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 16px 48px; max-width: 1120px; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
ul { list-style: none; }
h2 { font-size: 1.375rem; line-height: 1.3; margin-top: 56px; }
h3 { font-size: 1.0625rem; line-height: 1.4; }
a { color: var(--link); overflow-wrap: anywhere; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
small, .note, .evidence, .facts { color: var(--muted); font-size: .875rem; line-height: 1.5; }
small { font-weight: 400; font-size: .8125rem; }
.note { margin: 4px 0 16px; max-width: 72ch; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

.top { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; padding: 12px 0; color: var(--muted); font-size: .875rem; }
.top b { color: var(--ink); }
.switch { display: flex; border: 1px solid var(--rule); border-radius: 8px; overflow: hidden; }

.is-ready, .is-pass { --tone: var(--good); --tint: var(--good-tint); }
.is-not-ready, .is-fail { --tone: var(--bad); --tint: var(--bad-tint); }
.is-warn { --tone: var(--edge); --tint: var(--edge-tint); }
.is-invalid, .is-no-data { --tone: var(--unknown); --tint: var(--unknown-tint); }
.icon { width: 1em; height: 1em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.chip { display: inline-flex; align-items: center; gap: 5px; padding: 2px 9px; border-radius: 999px; background: var(--tint, var(--ground)); color: var(--tone, var(--muted)); font-size: .8125rem; font-weight: 600; line-height: 1.5; white-space: nowrap; }

.verdict { background: var(--panel); border: 1px solid var(--rule); border-top: 6px solid var(--tone); border-radius: 12px; padding: 16px 24px 16px; }
#rehearsals h1, #diagnosis h1 { font-size: clamp(1.5rem, 6vw, 2rem); line-height: 1.25; margin-top: 16px; }
.verdict h1:not(.unseen) { display: flex; align-items: center; gap: .3em; color: var(--tone); font-size: clamp(2rem, 7vw, 2.75rem); line-height: 1.15; letter-spacing: -.01em; }
.scenario { font-size: 1.125rem; font-weight: 600; overflow-wrap: anywhere; }
.facts { margin-top: 4px; }
.headline { margin-top: 20px; font-size: 1.125rem; max-width: 64ch; }
.findings { margin-top: 16px; border-top: 1px solid var(--rule); }
.findings li { padding: 16px 0; border-bottom: 1px solid var(--rule); }
.findings .marked { display: grid; grid-template-columns: 88px 1fr; gap: 4px 12px; align-items: start; }
.findings li > .chip { justify-self: start; margin-top: 1px; }
.findings li p { max-width: 76ch; overflow-wrap: anywhere; }
.findings li p + p { margin-top: 6px; }
.findings li:last-child { border-bottom: 0; padding-bottom: 0; }
.advice { padding: 8px 12px; border-left: 3px solid var(--tone, var(--ink)); background: var(--ground); border-radius: 0 6px 6px 0; }
.verdict > .advice { margin-top: 12px; }
.verdict > .note { margin: 20px 0 0; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); gap: 16px; align-items: start; }
.cards.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); }
.segments td > div { padding-left: .75em; text-indent: -.75em; }
.links td small, .links th small { white-space: nowrap; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 16px; }
.card { background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; padding: 18px 20px; min-width: 0; overflow-x: auto; }
.card.edge { border-top: 4px solid var(--tone); padding-top: 15px; }
.card > header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; justify-content: space-between; overflow-wrap: anywhere; }
.card > .note { margin-bottom: 8px; }

table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.4; }
th, td { padding: 9px 10px; text-align: left; vertical-align: top; border-top: 1px solid var(--rule); font-weight: 400; overflow-wrap: break-word; }
thead th { border-top: 0; color: var(--muted); font-size: .8125rem; padding-top: 4px; padding-bottom: 6px; overflow-wrap: normal; }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--rule); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
th small, td small { display: block; }
.number { text-align: right; }
.budgets td { white-space: nowrap; width: 1%; }
.segments { font-size: .8125rem; table-layout: fixed; }
.segments th:first-child { width: 30%; }
.missing { color: var(--unknown); font-weight: 600; }
.scroll { overflow-x: auto; }
.scroll table { min-width: max-content; }
.scroll td small { max-width: 22ch; white-space: normal; }
.scroll td.number small { margin-left: auto; }
details { margin-top: 12px; }
.fold { margin-top: 20px; border-top: 1px solid var(--rule); }
.fold > summary { padding: 14px 0 0; color: var(--ink); }
.fold > summary h2 { display: inline; margin: 0; font-size: 1.125rem; }
.fold > summary + * { margin-top: 8px; }
summary { cursor: pointer; color: var(--link); font-size: .9375rem; padding: 6px 0; }

.plot { display: grid; grid-template-columns: 4.25rem 1fr; grid-template-rows: 150px auto; margin-top: 14px; padding: 0 10px 0 0; }
figcaption:not(:first-child) { margin-top: 24px; }
.plot.low { grid-template-rows: 84px auto; }
.pace { fill: var(--use); } .pace-still { fill: var(--wait); }
.plot svg { width: 100%; height: 100%; overflow: visible; display: block; }
.y, .x { position: relative; color: var(--muted); font-size: .75rem; line-height: 1; }
.y span { position: absolute; right: 10px; transform: translateY(-50%); white-space: nowrap; }
.x { height: 20px; }
.plot .x { grid-column: 2; }
.x span { position: absolute; top: 8px; transform: translateX(-50%); white-space: nowrap; }
.grid, .limit, .line { fill: none; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--rule); stroke-width: 1; }
.limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 7 4; }
.line { stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.dots { stroke-width: 8; }
.line.whiskers { stroke-width: 1.25; }
.bad { fill: var(--shade); background: var(--shade); }
${seriesRules}
.band-event { fill: var(--event-shade); }
.band-blackout { fill: var(--dark-shade); }
.bar-event { fill: var(--event); }
.bar-blackout, .cause-blackout { fill: var(--ink); }
.cause-random { fill: var(--s5); } .cause-burst { fill: var(--s1); } .cause-queue { fill: var(--s0); }
.stage-encoding { --tone: var(--s0); } .stage-sending { --tone: color-mix(in srgb, var(--s0) 55%, var(--panel)); }
.stage-firstMile { --tone: color-mix(in srgb, var(--s1) 45%, var(--panel)); } .stage-origin { --tone: var(--s5); }
.stage-haul { --tone: var(--s1); } .stage-access { --tone: color-mix(in srgb, var(--s1) 70%, var(--panel)); } .stage-repair { --tone: var(--bad); }
.stage-jitterBuffer { --tone: var(--s2); } .stage-decoding { --tone: color-mix(in srgb, var(--s2) 60%, var(--panel)); } .stage-reading { --tone: color-mix(in srgb, var(--s2) 35%, var(--panel)); }
.stages rect, .stages path { fill: var(--tone); } .stages td, .stages th { padding-top: 3px; padding-bottom: 3px; }
.stage-bar { display: block; width: 100%; height: 26px; margin: 2px 0 8px; } .stage-bar.slow { height: 14px; }
.still { fill: var(--bad); }
.area-wait { fill: var(--wait); } .line-wait-max { stroke: var(--s1); stroke-width: 1; }
.area-use { fill: var(--use); } .line-room { stroke: var(--ink); stroke-width: 1.5; stroke-linejoin: miter; stroke-linecap: butt; }
.line-delay { stroke: var(--s2); }
.paths { display: grid; gap: 16px; }
.paths > *, .charts > *, .cards > * { min-width: 0; }
.key { margin: 0 0 16px; }
.path > header { margin-bottom: 4px; }
h4 { margin: 8px 0 0; font-size: .875rem; line-height: 1.5; }
.moments li { display: grid; grid-template-columns: 5.5rem minmax(9rem, 15rem) 1fr; gap: 0 12px; padding: 6px 0; border-top: 1px solid var(--rule); font-size: .875rem; line-height: 1.45; overflow-wrap: anywhere; }
.moments li:first-child { border-top: 0; }
.moments .note { margin: 0; }
.tracks { position: relative; margin: 12px 0 8px; padding-right: 14px; }
.path > header .note { margin: 0; }
.track { display: grid; grid-template-columns: minmax(0, 15.5rem) 4.25rem 1fr; align-items: center; padding: 3px 0; border-top: 1px solid var(--rule); }
.track.axis { border-top: 1px solid var(--muted); padding: 0; }
.track .name { font-size: .8125rem; line-height: 1.35; overflow-wrap: anywhere; padding-right: 8px; }
.track .name small { display: block; font-size: .75rem; }
.track .peak { align-self: start; text-align: right; padding-right: 8px; font-size: .6875rem; line-height: 1; color: var(--muted); white-space: nowrap; }
.track rect { shape-rendering: crispEdges; }
.swatch.box .band-event { stroke: var(--event); stroke-width: 2; }
.swatch.box .band-blackout { stroke: var(--ink); stroke-width: 2; }
.track svg { width: 100%; height: 40px; display: block; background: var(--ground); }
.track .line { stroke-width: 1.5; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.swatch.box { width: 14px; height: 14px; border-radius: 3px; }
.course { margin-top: 12px; }
.scaled { display: grid; grid-template-columns: 4rem auto; justify-content: start; margin-top: 6px; }
.scaled .y { position: relative; }
.scaled .y span { position: absolute; right: 8px; transform: translateY(-50%); color: var(--muted); font-size: .75rem; white-space: nowrap; }
.scaled svg { max-width: 100%; }
.mark { fill: var(--tone); }
.column { fill: none; stroke: var(--link); stroke-width: 2; vector-effect: non-scaling-stroke; }
.aligned { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 12.5rem)); gap: 12px; margin-top: 8px; }
.aligned img, .aligned .no-picture { display: block; width: 100%; max-height: 180px; object-fit: contain; border-radius: 4px; background: var(--ground); border-bottom: 4px solid var(--tone, var(--rule)); }
.aligned figcaption { margin-top: 4px; color: var(--muted); font-size: .75rem; line-height: 1.4; }
#worst-second h2 { margin-top: 24px; font-size: 1.125rem; }
#worst-second .note { margin-bottom: 8px; }
#worst-second .track { grid-template-columns: minmax(0, 15.5rem) 0 1fr; }
#worst-second .track svg { height: 24px; }
.film, .strip { display: flex; gap: 8px; margin: 8px 0 12px; overflow-x: auto; }
.film figure { flex: 0 0 auto; max-width: 112px; }
.film img, .strip img, .no-picture { display: block; max-width: 100%; border-radius: 4px; background: var(--ground); }
/* An upright picture is not drawn taller than a wide one is wide; nothing fills the room beside it. */
.film img { max-height: 160px; }
.strip img { max-height: 260px; }
.film figcaption, .strip figcaption { margin-top: 2px; color: var(--muted); font-size: .75rem; line-height: 1.4; }
.strip figure { flex: 0 1 256px; min-width: 132px; }
.incident > figcaption { margin-top: 8px; font-size: .875rem; }
.no-picture { display: grid; place-items: center; height: 90px; max-width: 160px; color: var(--unknown); font-size: .875rem; }
.proof { margin-top: 12px; }
.proved { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; }
.proved .icon { color: var(--tone); width: 1.25em; height: 1.25em; }
.proved .note { margin: 0; }
.faults { margin-top: 10px; display: grid; gap: 8px; }
.faults li { padding: 8px 12px; border-left: 3px solid var(--tone); background: var(--tint); border-radius: 0 6px 6px 0; overflow-wrap: anywhere; }
.checked { display: inline-flex; align-items: center; gap: 5px; color: var(--tone); font-weight: 600; font-size: .8125rem; }
.asked { color: var(--tone); white-space: nowrap; }
.asked .icon { vertical-align: -.15em; }
.checks .group th { font-weight: 600; padding-top: 16px; }
.events { margin-bottom: 16px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 12px; color: var(--muted); font-size: .8125rem; }
.legend li { display: flex; align-items: center; gap: 6px; }
.swatch { width: 28px; height: 6px; flex: none; }
.swatch.bad { width: 14px; height: 14px; border-radius: 3px; }
.lanes { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: 6px 10px; align-items: center; margin-top: 14px; padding-right: 10px; }
.lane { display: contents; }
.fill { shape-rendering: crispEdges; }
.lane svg { width: 100%; height: 26px; display: block; background: var(--ground); border-radius: 4px; }
.who { overflow-wrap: anywhere; font-size: .8125rem; color: var(--muted); }

dl > div { display: grid; grid-template-columns: minmax(7rem, 1fr) 2fr; gap: 4px 16px; padding: 9px 0; border-top: 1px solid var(--rule); font-size: .9375rem; }
dl > div:first-child { border-top: 0; }
dt { color: var(--muted); }
dd { overflow-wrap: anywhere; }
dd small { display: block; }
.definitions dt { color: inherit; font-weight: 600; overflow-wrap: anywhere; }
.definitions dt code { display: block; font-weight: 400; color: var(--muted); }
footer { margin-top: 40px; color: var(--muted); font-size: .8125rem; }

@media (max-width: 520px) {
  .verdict { padding: 10px 14px 14px; }
  .findings .marked { grid-template-columns: 1fr; }
  .card { padding: 16px; }
  th, td { padding-left: 6px; padding-right: 6px; }
  dl > div { grid-template-columns: 1fr; }
  h2 { margin-top: 40px; }
  .track { grid-template-columns: 3.5rem 1fr; }
  .track .name { grid-column: 1 / -1; padding: 4px 0 2px; }
  .track.axis .name { display: none; }
  .track .name small { display: inline; margin-left: 6px; }
  .moments li { grid-template-columns: 1fr; }
  .strip figure { min-width: 0; }
  .aligned { grid-template-columns: 1fr 1fr; gap: 10px; }
  #worst-second .track { grid-template-columns: 7.5rem 1fr; }
  #worst-second .track .name { grid-column: 1; }
  #worst-second .track .peak { display: none; }
  #worst-second .track.axis .name { display: block; }
}
@media print {
  body { background: #fff; max-width: none; }
  .switch { display: none; }
  .card:not(.path), .verdict, .findings li, .track { break-inside: avoid; }
  svg rect, svg path, .swatch { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
${SCREEN_STYLE}`;
