import { join } from 'node:path';
import type { PictureBook } from '../model/recording/pictures.ts';
import type { Result } from '../model/result/result.ts';
import { readPictures } from '../recording/read-pictures.ts';
import { choosePictures } from '../report/facts/choose-pictures.ts';

/** Most characters of all images of a page together: it is sent by mail, and opened on phones. */
const PAGE_CHARACTERS = 4_000_000;

/** Collects the pictures of what viewers saw for the report, from the recordings in the rehearsal's directory. */
export async function collectPictures(result: Result, directory: string): Promise<PictureBook> {
  const viewers = result.takes.reduce((sum, take) => sum + take.viewers.length, 0);
  const book: PictureBook[number][] = [];
  for (const take of result.takes) {
    const { fromMs, lines } = await readPictures(join(directory, take.recording));
    book.push(take.viewers.map(({ id }) => choosePictures(id, lines, fromMs, PAGE_CHARACTERS / viewers)));
  }
  return book;
}
