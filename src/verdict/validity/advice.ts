/** What helps when the machine cannot keep up. */
export const FREE_THE_MACHINE =
  'Close other programs, use fewer viewers, a smaller picture or a cheaper codec (h264), or a machine with more cores; then run again.';

export const QUIETER_MACHINE =
  'This virtual machine shares its CPUs with others: run again at a quieter time, or on a machine with dedicated cores.';

export const RUN_AGAIN = 'Run the rehearsal again and let it run to its end.';
