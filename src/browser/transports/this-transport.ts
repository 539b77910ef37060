import type { PageTransport } from './page-transport.ts';

/**
 * Exports of the take's transport, put before the page's own script by page-bundle.ts; no other transport's code is in the page.
 */
declare const LONGHAUL_TRANSPORT: { readonly transport: PageTransport };

export const thisTransport = () => LONGHAUL_TRANSPORT.transport;
