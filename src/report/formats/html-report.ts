import { page } from '../html/page.ts';
import type { Report } from '../report.ts';

/** Makes index.html, a page in English and Chinese that needs no network and no other file. */
export const htmlReport: Report = (result, pictures = []) => [{ path: 'index.html', content: page(result, pictures) }];
