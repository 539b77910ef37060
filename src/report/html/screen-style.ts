/** Style sheet of the first screen, the tabs below it, and what appears on hover or focus. */
export const SCREEN_STYLE = `
.switch { position: relative; }
.switch input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.switch label { padding: 6px 14px; min-height: 36px; display: inline-flex; align-items: center; cursor: pointer; color: var(--muted); background: var(--panel); }
.switch input:checked + label { background: var(--ink); color: var(--panel); }
.switch input:focus-visible + label { outline: 2px solid var(--link); outline-offset: -4px; }

.heading { display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; align-items: center; }
.verdict .heading h1 { order: -1; flex: none; }
.verdict .heading > div { flex: 1 1 20rem; min-width: 0; text-align: right; }
.verdict .heading .facts { margin-top: 0; }
.verdict .headline { margin-top: 12px; max-width: none; overflow-wrap: anywhere; }
.verdict .headline a { white-space: nowrap; font-size: .9375rem; }
time, .whole { white-space: nowrap; }
td time, td .whole { white-space: normal; }
.fine { margin-top: 12px; font-size: .8125rem; }

.trust { margin-top: 14px; }
.trust ul { display: flex; flex-wrap: wrap; border: 1px solid var(--rule); border-radius: 8px; }
.trust li { flex: 1 1 auto; position: relative; border-left: 1px solid var(--rule); margin-left: -1px; }
.trust a { display: block; padding: 6px 12px; color: inherit; text-decoration: none; font-size: .875rem; line-height: 1.4; overflow-wrap: normal; }
.trust .name { display: block; color: var(--muted); font-size: .75rem; }
.trust b { font-weight: 600; color: var(--ink); }
.trust li[class*="is-"] b { color: var(--tone); }
.trust b .icon { vertical-align: -.15em; margin-right: 3px; }
.trust small { font-size: .75rem; color: var(--muted); }
.trust a:hover b, .heat td a:hover b { text-decoration: underline; }

.heat, .trust { --tone: var(--muted); --tint: var(--ground); }
.heat { margin-top: 14px; table-layout: fixed; border-collapse: separate; border-spacing: 3px; width: calc(100% + 6px); margin-left: -3px; }
.heat th { border: 0; padding: 6px 8px; vertical-align: middle; }
.heat th:first-child { width: 22%; padding-left: 3px; font-weight: 600; }
.heat thead th { font-size: .8125rem; padding-top: 0; padding-bottom: 2px; }
.heat tbody th a { color: inherit; text-decoration: none; }
.heat tbody th a:hover { text-decoration: underline; }
.heat td { padding: 0; border: 0; border-radius: 6px; background: var(--tint, var(--ground)); position: relative; }
.heat td > a { display: block; padding: 7px 10px 9px; color: var(--ink); text-decoration: none; border-radius: 6px; overflow-wrap: normal; line-height: 1.3; }
.heat td > a::after { content: ""; position: absolute; inset: 0; border-radius: 6px; }
.heat td > a:focus-visible { outline: 0; }
.heat td > a:focus-visible::after { outline: 2px solid var(--link); outline-offset: 1px; }
.heat td b { font-size: 1.0625rem; }
.heat .since { margin-left: 5px; color: var(--muted); font-size: .875rem; font-weight: 600; }
.heat .state { display: flex; align-items: center; gap: 4px; color: var(--tone, var(--muted)); font-size: .8125rem; font-weight: 600; }
.heat td small { display: block; font-size: .75rem; line-height: 1.25; color: var(--muted); }
.heat .bar { position: absolute; left: 0; bottom: 0; height: 3px; border-radius: 2px; background: var(--tone); }

.has-tip { position: relative; }
.tip { display: none; position: absolute; z-index: 5; top: calc(100% + 2px); left: 0; width: max-content; max-width: min(22rem, 86vw); padding: 10px 12px; border: 1px solid var(--muted); border-radius: 8px; background: var(--panel); color: var(--ink); box-shadow: 0 4px 16px rgb(0 0 0 / .25); font-size: .8125rem; font-weight: 400; line-height: 1.5; text-align: left; white-space: normal; }
.heat td .tip b { font-size: inherit; }
.has-tip:hover > .tip, .has-tip:focus-within > .tip { display: block; }
html[data-quiet] .tip { display: none !important; }
.heat td:nth-last-child(-n + 3) .tip, .trust li:nth-last-child(-n + 2) .tip { left: auto; right: 0; }
.term { color: inherit; text-decoration: underline dotted; text-underline-offset: 3px; }
.card.open { overflow-x: visible; }

.tabs { position: sticky; top: 0; z-index: 4; display: flex; gap: 4px; margin: 16px -16px 0; padding: 8px 16px; overflow-x: auto; background: var(--ground); border-bottom: 1px solid var(--rule); }
.tabs a { flex: none; padding: 6px 12px; border-radius: 999px; color: var(--ink); text-decoration: none; font-size: .9375rem; }
.tabs a:hover, .tabs a:focus-visible { background: var(--panel); box-shadow: inset 0 0 0 1px var(--rule); }
[id] { scroll-margin-top: 64px; }
:target { outline: 2px solid var(--link); outline-offset: 4px; border-radius: 4px; }
div:target, section:target { outline: 0; }
.marker { fill: var(--link); opacity: .35; }
h2 + .card, h2 + .cards, h1 + .facts + .card { margin-top: 12px; }
.card + .note { margin-top: 12px; }
.printed { display: none; }
.data table { font-size: .8125rem; }

@media (max-width: 520px) {
  .top { padding: 8px 0; }
  .verdict .heading > div { text-align: left; flex-basis: 100%; }
  .verdict .heading h1 { order: 0; }
  /* Explanations are fixed to the window here, so that nothing of them is clipped. */
  .trust ul { display: grid; grid-template-columns: 1fr 1fr; overflow: hidden; }
  .trust li { border-top: 1px solid var(--rule); margin-top: -1px; }
  .trust a { padding: 5px 8px; }
  .heat { border-spacing: 2px; width: calc(100% + 16px); margin-left: -8px; }
  .verdict .headline { font-size: 1rem; line-height: 1.45; margin-top: 8px; }
  .verdict .advice { margin-top: 8px; font-size: .9375rem; line-height: 1.45; }
  .trust, .heat { margin-top: 10px; }
  .heat th { padding: 4px 3px; font-size: .8125rem; }
  .scroll tbody th { max-width: 8.5rem; position: sticky; left: 0; background: var(--panel); }
  .scroll tbody td:not(.number) { max-width: 9.5rem; }
  .heat th:first-child { width: 21.5%; padding: 4px 0 4px 1px; }
  .heat tbody th a { font-size: .75rem; letter-spacing: -.03em; }
  .heat thead th { font-size: .75rem; padding: 0 3px 2px; vertical-align: bottom; line-height: 1.2; }
  .heat th small { font-size: .6875rem; }
  .heat th small .whole { display: block; }
  .heat th .dot { display: none; }
  .heat td > a { padding: 5px 2px 7px; }
  .heat .since { position: absolute; right: 3px; bottom: 4px; font-size: .75rem; }
  .heat td b { font-size: .75rem; letter-spacing: -.02em; white-space: nowrap; }
  .heat .state { font-size: .6875rem; gap: 2px; line-height: 1.2; }
  .heat td small { font-size: .6875rem; hyphens: auto; overflow-wrap: anywhere; }
  .heat .wide { display: none; }
  .verdict .advice code { display: block; }
  .has-tip > .tip, .heat td:nth-last-child(-n + 3) .tip, .trust li:nth-last-child(-n + 2) .tip { position: fixed; inset: auto 8px 8px; width: auto; max-width: none; }
}
@media print {
  html { font-size: 11px; }
  .tabs, .tip, #timelines, #recommend { display: none !important; }
  .printed { display: block; }
  details:not([open]) { display: none; }
  h2, h3, h4, figcaption, h2 + .note { break-after: avoid; }
  /* A long table breaks between its rows: kept whole, it would leave half a page empty. */
  .card:has(tr:nth-child(6)) { break-inside: auto; }
  .card header, .card thead { break-after: avoid; }
  tr, figure, .note { break-inside: avoid; }
  h2 { margin-top: 24px; }
  .heat td, .chip { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
