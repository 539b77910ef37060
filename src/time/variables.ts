/** Names the page that processes share; page.c reads it. */
export const PAGE_VARIABLE = 'LONGHAUL_TIME_PAGE';
/** Has the first process that finds it make the page; page.c reads and removes it. */
export const CREATE_VARIABLE = 'LONGHAUL_TIME_CREATE';
/** The process whose clock it is, and who sets its factor: its pid; page.c sets it. */
export const OWNER_VARIABLE = 'LONGHAUL_TIME_OWNER';
/** The loader's own (ld.so(8)). */
export const PRELOAD_VARIABLE = 'LD_PRELOAD';
