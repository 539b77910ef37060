import { page } from '../html/page.ts';
import type { Report } from '../report.ts';

/** index.html: one file that needs no network and no other file, in English and Chinese. */
export const htmlReport: Report = (result, pictures = []) => [{ path: 'index.html', content: page(result, pictures) }];
