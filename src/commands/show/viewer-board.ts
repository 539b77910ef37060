import { fill, type Language, plain } from '../../report/messages/words.ts';
import { displayWidth, pad } from '../../report/text/display-width.ts';
import { paintIf, type Style } from '../../report/text/terminal-style.ts';
import type { ViewerNow } from '../../take/progress.ts';
import { PROGRESS_WORDS } from '../messages/progress-words.ts';
import { sparkline } from './sparkline.ts';
import { byRegion, byWorst, glance, range, type ShortNames } from './viewers-now.ts';

/** Seconds that a sparkline of all viewers shows, and that of one. */
const COURSE = 20;
const OWN_COURSE = 8;
/** Most lines for viewers: with the two above them, a small terminal still shows what came before. */
const MOST_ROWS = 6;
const GAP = '  ';
/** Share of the frames due below which a viewer is marked. */
const FEW_FRAMES = 0.8;

/** One second of all viewers. */
interface Second {
  readonly viewers: readonly ViewerNow[];
  /** Largest latency and share of missing frames among the viewers; undefined where one of them is not known. */
  readonly latencyMs: number | undefined;
  readonly missing: number | undefined;
}

export interface BoardOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly language: Language;
  readonly colour: boolean;
  readonly names: ShortNames;
}

/** Board of the viewers that a terminal shows while they watch: the course of the worst, and all folded into the space there is. */
export class ViewerBoard {
  readonly #seconds: Second[] = [];
  readonly #options: BoardOptions;
  /** Frames due each second. */
  #fps = 0;

  constructor(options: BoardOptions) {
    this.#options = options;
  }

  /** Forgets the take before. */
  begin(fps: number): void {
    this.#fps = fps;
    this.#seconds.length = 0;
  }

  /** Adds a second. Returns the lines to show, each at least one column narrower than the terminal, which wraps after its last. */
  add(viewers: readonly ViewerNow[]): readonly string[] {
    const latencies = viewers.map(({ latencyMs }) => latencyMs);
    const missing = viewers.map((viewer) => this.#missing(viewer));
    this.#seconds.push({ viewers, latencyMs: worstOf(latencies), missing: worstOf(missing) });
    if (this.#seconds.length > COURSE) this.#seconds.shift();
    if (viewers.length === 0) return [];
    return [...this.#courses(), ...this.#rows(viewers)];
  }

  #missing({ fps }: ViewerNow): number | undefined {
    return fps === undefined || this.#fps <= 0 ? undefined : Math.max(0, 1 - fps / this.#fps);
  }

  /** Returns the courses of latency and missing frames, in one line or in two. */
  #courses(): readonly string[] {
    const { language } = this.#options;
    const last = this.#seconds.at(-1);
    const latencies = this.#seconds.map(({ latencyMs }) => latencyMs);
    const number = (value: number | undefined, unit: string) =>
      value === undefined ? PROGRESS_WORDS.unknown : plain(`${Math.round(value)} ${unit}`);
    const texts = [
      fill(PROGRESS_WORDS.worstLatency, {
        course: sparkline(latencies, largest(latencies)),
        value: number(last?.latencyMs, 'ms'),
      }),
      fill(PROGRESS_WORDS.worstMissing, {
        course: sparkline(
          this.#seconds.map(({ missing }) => missing),
          1,
        ),
        value: number(last?.missing === undefined ? undefined : last.missing * 100, '%'),
      }),
    ].map((text) => `${GAP}${text[language]}`);
    const whole = texts.join('');
    return (this.#fits(whole) ? [whole] : texts).filter((line) => this.#fits(line));
  }

  /** Returns every viewer if there is room; else a line per region; else as many regions as fit, the worst first. */
  #rows(viewers: readonly ViewerNow[]): readonly string[] {
    const all = this.#table(viewers);
    if (all !== undefined) return all;
    const regions = this.#regions(viewers);
    if (regions.length <= MOST_ROWS) return regions;
    const more = fill(PROGRESS_WORDS.more, { count: regions.length - MOST_ROWS + 1 })[this.#options.language];
    return [...regions.slice(0, MOST_ROWS - 1), GAP + more];
  }

  #table(viewers: readonly ViewerNow[]): readonly string[] | undefined {
    const { width, language, colour, names } = this.#options;
    const paint = paintIf(colour);
    const top = largest(this.#seconds.flatMap((second) => second.viewers.map(({ latencyMs }) => latencyMs)));
    const texts = viewers.map((viewer) => {
      const course = this.#seconds
        .slice(-OWN_COURSE)
        .map((second) => second.viewers.find(({ id }) => id === viewer.id)?.latencyMs);
      return { text: glance(viewer, names)[language], course: sparkline(course, top), style: this.#style(viewer) };
    });
    const textWidth = Math.max(...texts.map(({ text }) => displayWidth(text)));
    const cell = GAP.length + textWidth + 1 + OWN_COURSE;
    const columns = Math.floor((width - 1) / cell);
    if (columns < 1 || Math.ceil(viewers.length / columns) > MOST_ROWS) return undefined;
    const cells = texts.map(({ text, course, style }) => {
      const padded = pad(text, textWidth);
      const end = ' '.repeat(OWN_COURSE - displayWidth(course));
      return `${GAP}${style === undefined ? padded : paint(padded, style)} ${course}${end}`;
    });
    return Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) =>
      cells
        .slice(row * columns, (row + 1) * columns)
        .join('')
        .trimEnd(),
    );
  }

  #style(viewer: ViewerNow): Style | undefined {
    if (viewer.latencyMs === undefined) return 'red';
    const missing = this.#missing(viewer);
    return missing !== undefined && missing > 1 - FEW_FRAMES ? 'yellow' : undefined;
  }

  /** Returns a line per region, that of the worst viewer first. */
  #regions(viewers: readonly ViewerNow[]): readonly string[] {
    const { language, names } = this.#options;
    const groups = byRegion(viewers);
    const lines = [...groups].map(([region, own]) => {
      const [worst] = own.toSorted(byWorst);
      const text = fill(PROGRESS_WORDS.region, {
        ...{ region: names.region(region), count: own.length, worst: worst === undefined ? '' : glance(worst, names) },
        ...{ fps: range(own.map(({ fps }) => fps)), latency: range(own.map(({ latencyMs }) => latencyMs)) },
      })[language];
      return { worst, line: GAP + text };
    });
    return lines
      .toSorted((a, b) => (a.worst && b.worst ? byWorst(a.worst, b.worst) : 0))
      .map(({ line }) => pad(line, this.#options.width - 1).trimEnd());
  }

  #fits(line: string): boolean {
    return displayWidth(line) < this.#options.width;
  }
}

/** Returns the largest value; undefined if one is missing, since that one may be the worst. */
function worstOf(values: readonly (number | undefined)[]): number | undefined {
  return values.includes(undefined) ? undefined : largest(values);
}

function largest(values: readonly (number | undefined)[]): number {
  return Math.max(0, ...values.flatMap((value) => value ?? []));
}
