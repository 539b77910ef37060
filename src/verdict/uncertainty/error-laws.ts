/** What viewers' timers read on a machine with nothing else to do: below it, strain moves no number beyond its repeatability. */
export const QUIET_STRAIN_MS = 5;
