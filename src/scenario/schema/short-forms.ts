/** Most seeds that a number stands for. A larger one is more likely a seed itself. */
export const MOST_SEEDS = 12;

/** Names of files: they end in letters after a dot, and are no address of the web. */
export const FILE_NAME = /^(?!\w+:\/\/).*\.[A-Za-z0-9]{2,4}$/;

/** Whole frame rates by those of NTSC, which are a thousandth below. */
export const NTSC_RATES: Readonly<Record<string, number>> = {
  '23.976': 24,
  '29.97': 30,
  '59.94': 60,
  '24000/1001': 24,
  '30000/1001': 30,
  '60000/1001': 60,
};

/** Lines and frames per second in one, "1080p60", as cameras and encoders name them. */
export const SIZE_AND_RATE = /^(\d{3,4}[pP])(\d{2,3})$/;

/** Time alone, on the clock of China. */
export const TIME_IN_CHINA =
  /^(?:(?:[Tt]onight|[Tt]oday|今晚|今天)\s*)?([01]?\d|2[0-3]):([0-5]\d)\s*(?:\+08:00|Asia\/Shanghai)?$/;

/** Several seeds in a row, "1-6" or "1..6". */
export const SEEDS_IN_A_ROW = /^(\d{1,9})\s*(?:-|\.\.)\s*(\d{1,9})$/;
