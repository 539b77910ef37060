/** Chooses the page's language: `?lang=zh` or the browser's own, until a button is pressed. Nothing is stored. */
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
