/** Path of the page that processes share; read by page.c. */
export const PAGE_VARIABLE = 'LONGHAUL_TIME_PAGE';
/** Tells the first process that finds it to create the page; read and removed by page.c. */
export const CREATE_VARIABLE = 'LONGHAUL_TIME_CREATE';
/** Pid of the process that owns the clock and sets its factor; set by page.c. */
export const OWNER_VARIABLE = 'LONGHAUL_TIME_OWNER';
/** The dynamic loader's own variable (ld.so(8)). */
export const PRELOAD_VARIABLE = 'LD_PRELOAD';
