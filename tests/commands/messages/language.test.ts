import { expect, it } from 'vitest';
import { chooseLanguage, commandWord } from '../../../src/commands/messages/language.ts';

it('takes --lang before the environment', () => {
  expect(chooseLanguage(['run', 'x.yaml', '--lang', 'zh'], { LANG: 'en_GB.UTF-8' })).toBe('zh');
  expect(chooseLanguage(['run', '--lang=en'], { LC_ALL: 'zh_CN.UTF-8' })).toBe('en');
  expect(chooseLanguage(['--lang', 'zh', '--lang', 'en'], {})).toBe('en');
});

it('leaves alone what belongs to another command: everything after --', () => {
  expect(chooseLanguage(['network', 'x.yaml', '--', 'tool', '--lang', 'zh'], {})).toBe('en');
});

it.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_TW' }, 'zh'],
  [{ LANG: 'zh' }, 'zh'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{}, 'en'],
  // zha is Zhuang, not Chinese.
  [{ LANG: 'zha_CN' }, 'en'],
  // The first that is set and not empty decides.
  [{ LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, 'zh'],
  [{ LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }, 'en'],
] as const)('reads the locale of %o', (environment, language) => {
  expect(chooseLanguage([], environment)).toBe(language);
});

it.each([
  [['check', 'x.yaml', '--lang', 'zh'], 'check'],
  [['--lang', 'zh', 'check', 'x.yaml'], 'check'],
  [['--lang=zh', 'check', 'x.yaml'], 'check'],
  [['--lang'], ''],
  [['--help'], '--help'],
  [[], ''],
])('finds the command in %o', (argv, word) => expect(commandWord(argv)).toBe(word));
