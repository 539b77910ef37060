import { EXIT, InputError } from '../lib/errors.ts';
import { catalogEntries } from '../scenario/catalog/catalog-entry.ts';
import { loadCatalog } from '../scenario/catalog/load-catalog.ts';
import { findEntry, searchCatalog } from '../scenario/catalog/search-catalog.ts';
import { extendByFiles } from '../scenario/catalog/user-catalogs.ts';
import { didYouMeanAny } from '../scenario/reading/nearest.ts';
import type { Command } from './command.ts';
import { CATALOG_WORDS } from './messages/place-words.ts';
import { say } from './messages/say.ts';
import { SEVERAL } from './options/several.ts';
import { catalogDetail, catalogList } from './show/catalog-text.ts';
import { showWarnings } from './show/show-errors.ts';

interface Args {
  readonly words: readonly string[] | undefined;
  readonly with: readonly string[];
  readonly json: boolean;
}

/**
 * Lists and searches the names that scenarios can use. A full name shows that entry in detail, followed by other matches. Finding
 * nothing is bad input (exit code 2), so that scripts notice.
 */
export const catalog: Command<Args> = {
  usage: 'catalog [words..]',
  describe: 'list, search and explain the regions, lines and hauls that a scenario can name',
  options: (yargs) =>
    yargs
      .positional('words', {
        ...SEVERAL,
        describe: 'names, places or kinds: jakarta, 雅加达, 4g, sea-id/fixed',
      })
      .option('with', { type: 'string', array: true, nargs: 1, default: [], describe: 'catalog files of your own' })
      .option('json', { type: 'boolean', default: false, describe: 'print the entries to stdout as JSON' }),
  async run({ words = [], with: files, json }, { terminal }) {
    const { catalog, warnings } = await extendByFiles(await loadCatalog(), files);
    showWarnings(warnings, terminal);
    const all = catalogEntries(catalog);
    const exact = words.length === 1 ? findEntry(all, words[0] ?? '') : undefined;
    const found = searchCatalog(all, words).filter((entry) => entry !== exact);
    if (exact === undefined && found.length === 0)
      throw nothingFound(
        words,
        all.map(({ name }) => name),
      );
    if (json) {
      const entries = words.length === 0 ? all : [...(exact === undefined ? [] : [exact]), ...found];
      terminal.print(JSON.stringify({ entries, references: catalog.references }, null, 2));
      return EXIT.ready;
    }
    if (exact !== undefined)
      terminal.print(catalogDetail(exact, all, catalog.references, terminal.width, terminal.language));
    if (found.length > 0)
      terminal.print(`${exact === undefined ? '' : '\n'}${catalogList(found, terminal.width, terminal.language)}`);
    if (words.length === 0) terminal.print(`\n${say(terminal, CATALOG_WORDS.next)}`);
    return EXIT.ready;
  },
};

function nothingFound(words: readonly string[], names: readonly string[]): InputError {
  const written = words.join(' ');
  const hint = didYouMeanAny(written, names);
  const problem = {
    where: 'command line',
    path: 'words',
    expected: 'words of the catalog (without any, everything is listed)',
    got: `"${written}", which is not in it`,
  };
  return new InputError([hint === undefined ? problem : { ...problem, hint }]);
}
