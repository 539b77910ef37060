import type { PictureLine } from '../../model/recording/picture-line.ts';
import type { ShownIncident, ShownPicture, ViewerPictures } from '../../model/recording/pictures.ts';

/** Shortest gap in the sound that counts, as in metrics/audio/audio-stutter-rate.ts. One reported while it seemed to last may turn out shorter. */
const LEAST_AUDIO_GAP_SECONDS = 0.2;
/** Time before the window from which pictures are shown; the warm-up is not judged. */
const SHOWN_BEFORE_SECONDS = 1;

/** Chooses one viewer's pictures within `mostCharacters`: half for the filmstrip, half for incidents, the longest first. */
export function choosePictures(
  viewer: string,
  lines: readonly PictureLine[],
  fromMs: number,
  mostCharacters: number,
): ViewerPictures {
  const own = lines.filter((line) => line.viewer === viewer);
  const incidents = incidentsOf(own, fromMs);
  const wanted = incidents.filter(
    ({ why, toSecond }) => why === 'join-failure' || toSecond === undefined || toSecond > -SHOWN_BEFORE_SECONDS,
  );
  const film = own
    .filter(({ why }) => why === 'film')
    .flatMap((line) => shown(line, fromMs) ?? [])
    .filter(({ second }) => second > -SHOWN_BEFORE_SECONDS)
    .sort((a, b) => a.second - b.second);
  const chosen = within(
    mostCharacters / 2,
    [...wanted].sort((a, b) => lengthOf(b) - lengthOf(a)),
    charactersOf,
  );
  return {
    viewer,
    film: thin(film, mostCharacters / 2),
    incidents: wanted.filter((incident) => chosen.includes(incident)),
    more: wanted.length - chosen.length,
  };
}

/** Groups lines into incidents. The first picture of each place counts: an incident reported while it lasted is reported again when over. */
function incidentsOf(lines: readonly PictureLine[], fromMs: number): ShownIncident[] {
  const names = [...new Set(lines.flatMap(({ incident }) => incident ?? []))];
  const all = names.flatMap((name): ShownIncident[] => {
    const own = lines.filter(({ incident }) => incident === name);
    const [first] = own;
    if (first?.fromMs === undefined || first.why === 'film') return [];
    const toMs = own.findLast((line) => line.toMs !== undefined)?.toMs;
    const at = (place: PictureLine['place']) => {
      const found = own.find((line) => line.place === place);
      const picture = found && shown(found, fromMs);
      return picture === undefined ? {} : { [String(place)]: picture };
    };
    return [
      {
        why: first.why,
        fromSecond: secondOf(first.fromMs, fromMs),
        ...(toMs !== undefined && { toSecond: secondOf(toMs, fromMs) }),
        ...at('before'),
        ...at('at'),
        ...at('after'),
      },
    ];
  });
  return all.filter(isIncident).sort((a, b) => a.fromSecond - b.fromSecond);
}

function isIncident({ why, fromSecond, toSecond }: ShownIncident): boolean {
  return why !== 'audio-gap' || toSecond === undefined || toSecond - fromSecond > LEAST_AUDIO_GAP_SECONDS;
}

function shown({ frame, seenMs, latencyMs, ssim, jpeg }: PictureLine, fromMs: number): ShownPicture | undefined {
  if (frame === undefined || seenMs === undefined || latencyMs === undefined || jpeg === undefined) return undefined;
  return { second: secondOf(seenMs, fromMs), frame, latencyMs, ...(ssim !== undefined && { ssim }), jpeg };
}

function secondOf(ms: number, fromMs: number): number {
  return Math.round((ms - fromMs) / 10) / 100;
}

/** Returns the length of an incident, s; infinite if it never ended or nothing was seen at all. */
function lengthOf({ why, fromSecond, toSecond }: ShownIncident): number {
  if (why === 'join-failure' || toSecond === undefined) return Number.POSITIVE_INFINITY;
  return toSecond - fromSecond;
}

function charactersOf({ before, at, after }: ShownIncident): number {
  return [before, at, after].reduce((sum, picture) => sum + (picture?.jpeg.length ?? 0), 0);
}

function within<T>(most: number, items: readonly T[], sizeOf: (item: T) => number): T[] {
  let size = 0;
  return items.filter((item) => {
    size += sizeOf(item);
    return size <= most;
  });
}

/** Keeps every picture, every second one, every third one ..., until they fit. */
function thin(film: readonly ShownPicture[], most: number): ShownPicture[] {
  for (let step = 1; ; step++) {
    const kept = film.filter((_, i) => i % step === 0);
    if (kept.length <= 1 || kept.reduce((sum, { jpeg }) => sum + jpeg.length, 0) <= most) return kept;
  }
}
