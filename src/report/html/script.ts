/**
 * Script of every page; each of its conveniences has a plain counterpart. It takes the language from `?lang=zh` or the browser,
 * writes instants in the reader's own time, unfolds what a link points into, marks the second of `#at-<viewer>-<second>` in the
 * tracks of that viewer, and lets Escape close an explanation. Stores nothing.
 */
export const SCRIPT = `
(function () {
  var root = document.documentElement;
  function choose(language) {
    root.lang = language === 'zh' ? 'zh-Hans' : 'en';
    var radio = document.getElementById('language-' + language);
    if (radio) radio.checked = true;
  }
  document.querySelectorAll('.switch input').forEach(function (radio) {
    radio.addEventListener('change', function () { choose(radio.value); });
  });
  var wanted = new URLSearchParams(location.search).get('lang') || navigator.language || 'en';
  choose(/^zh/i.test(wanted) ? 'zh' : 'en');

  function two(number) { return ('0' + number).slice(-2); }
  document.querySelectorAll('time[datetime]').forEach(function (element) {
    var date = new Date(element.getAttribute('datetime'));
    if (!(date.getTime() > 0)) return;
    var ahead = -date.getTimezoneOffset();
    var size = Math.abs(ahead);
    var zone = 'UTC' + (ahead >= 0 ? '+' : '\\u2212') + Math.floor(size / 60) + (size % 60 ? ':' + two(size % 60) : '');
    element.textContent = date.getFullYear() + '-' + two(date.getMonth() + 1) + '-' + two(date.getDate()) + ' ' +
      two(date.getHours()) + ':' + two(date.getMinutes()) + ' ' + (ahead === 0 ? 'UTC' : zone);
  });

  function mark(viewer, second) {
    document.querySelectorAll('.marker').forEach(function (old) { old.remove(); });
    var card = document.querySelector('[data-viewers~="' + viewer + '"]');
    if (!card) return;
    card.querySelectorAll('.track svg').forEach(function (svg) {
      var height = svg.viewBox.baseVal.height;
      if (second >= svg.viewBox.baseVal.width) return;
      var rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      rect.setAttribute('class', 'marker');
      rect.setAttribute('x', second);
      rect.setAttribute('y', 0);
      rect.setAttribute('width', 1);
      rect.setAttribute('height', height);
      svg.appendChild(rect);
    });
    return card;
  }
  function go() {
    var id = decodeURIComponent(location.hash.slice(1));
    if (id === '') return;
    var target = document.getElementById(id);
    for (var box = target; box; box = box.parentElement) if (box.tagName === 'DETAILS') box.open = true;
    var at = /^at-([\\w-]+)-(\\d+)$/.exec(id);
    var card = at && mark(at[1], Number(at[2]));
    for (box = card; box; box = box.parentElement) if (box.tagName === 'DETAILS') box.open = true;
    if (target || card) (target || card).scrollIntoView();
  }
  addEventListener('hashchange', go);
  go();

  addEventListener('keydown', function (event) { if (event.key === 'Escape') root.dataset.quiet = ''; });
  ['pointermove', 'focusin'].forEach(function (name) {
    addEventListener(name, function (event) {
      if ('quiet' in root.dataset && !(event.target.closest && event.target.closest('.has-tip'))) delete root.dataset.quiet;
    });
  });
})();
`;
