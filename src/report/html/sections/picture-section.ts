import type { PictureBook, ShownIncident, ShownPicture, ViewerPictures } from '../../../model/recording/pictures.ts';
import type { Result, TakeResult, ViewerResult } from '../../../model/result/result.ts';
import { takeName } from '../../facts/takes.ts';
import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { INCIDENT_WORDS, PICTURE_WORDS } from '../../messages/viewer-words.ts';
import { fill, GAP, type Text } from '../../messages/words.ts';
import { formatQuantity, formatSeconds } from '../../text/format.ts';
import { bothLanguages, labelText, viewerName } from '../../text/names.ts';
import { ANCHORS } from '../anchors.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Viewers shown at once per region, those with most incidents, and incidents per viewer, the longest; the rest is folded away. */
const MOST_VIEWERS = 2;
const MOST_INCIDENTS = 2;
const PLACES = ['before', 'at', 'after'] as const;

/** Renders a filmstrip per viewer and the pictures around what went wrong; the take shown first is the one that decides. */
export function pictureSection(result: Result, shown: TakeResult | undefined, book: PictureBook): Markup {
  const takes = result.takes
    .map((take, i) => ({ take, pictures: (book[i] ?? []).filter(hasAny) }))
    .filter(({ pictures }) => pictures.length > 0)
    .sort((a, b) => Number(b.take === shown) - Number(a.take === shown));
  if (takes.length === 0) return html`<h2>${PICTURE_WORDS.pictures}</h2><p class="note">${SCREEN_WORDS.noPictures}</p>`;
  const isNamed = result.takes.length > 1;
  const [first, ...others] = takes;
  return html`<section id="pictures"><h2>${PICTURE_WORDS.pictures}</h2>
<p class="note">${PICTURE_WORDS.picturesNote}${isNamed && first ? [GAP, fill(TIMELINE_WORDS.ofTake, { take: takeName(first.take) })] : ''}</p>
${first && cards(result, first, true)}
${others.map((each) => html`<details><summary>${fill(TIMELINE_WORDS.ofTake, { take: takeName(each.take) })}</summary>${cards(result, each, false)}</details>`)}
</section>`;
}

function hasAny({ film, incidents }: ViewerPictures): boolean {
  return film.length > 0 || incidents.length > 0;
}

function cards(
  { scenario }: Result,
  { take, pictures }: { readonly take: TakeResult; readonly pictures: readonly ViewerPictures[] },
  isFirst: boolean,
): Markup {
  const of = ({ id }: ViewerResult) => pictures.find(({ viewer }) => viewer === id);
  const regions = scenario.regions.flatMap((region) => {
    const own = take.viewers.filter((viewer) => viewer.region === region.id).flatMap((viewer) => of(viewer) ?? []);
    if (own.length === 0) return [];
    const worstFirst = [...own].sort((a, b) => b.incidents.length + b.more - a.incidents.length - a.more);
    const rest = worstFirst.slice(MOST_VIEWERS);
    return html`<article class="card"><header><h3>${labelText(region)}</h3></header>
${worstFirst.slice(0, MOST_VIEWERS).map((each) => viewerStrip(each, viewerName(scenario.regions, each.viewer), isFirst))}
${rest.length === 0 ? '' : html`<details><summary>${fill(PICTURE_WORDS.otherViewers, { count: rest.length })}</summary>${rest.map((each) => viewerStrip(each, viewerName(scenario.regions, each.viewer), isFirst))}</details>`}</article>`;
  });
  return html`<div class="paths">${regions}</div>`;
}

function viewerStrip({ viewer, film, incidents, more }: ViewerPictures, name: Text, isFirst: boolean): Markup {
  const longest = [...incidents].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_INCIDENTS);
  const first = incidents.filter((incident) => longest.includes(incident));
  const rest = incidents.filter((incident) => !longest.includes(incident));
  const strip = (incident: ShownIncident) => incidentStrip(name, incident);
  const title = fill(film.length > 0 ? PICTURE_WORDS.filmOf : PICTURE_WORDS.noFilm, { viewer: name });
  return html`<h4${isFirst ? html` id="${ANCHORS.viewerPictures(viewer)}"` : ''}>${title}</h4>
${film.length === 0 ? '' : html`<div class="film" tabindex="0" role="group" aria-label="${bothLanguages(name)}">${film.map((picture) => filmed(name, picture))}</div>`}
${first.map(strip)}
${rest.length === 0 ? '' : html`<details><summary>${fill(PICTURE_WORDS.otherIncidents, { count: rest.length })}</summary>${rest.map(strip)}</details>`}
${more === 0 ? '' : html`<p class="note">${fill(PICTURE_WORDS.moreIncidents, { count: more })}</p>`}`;
}

/** Returns the length of an incident, s; infinite if it never ended. */
function lengthOf({ fromSecond, toSecond = Number.POSITIVE_INFINITY }: ShownIncident): number {
  return toSecond - fromSecond;
}

function filmed(viewer: Text, picture: ShownPicture): Markup {
  const time = timeOf(picture.second);
  return html`<figure>${image(viewer, picture)}<figcaption>${time}</figcaption></figure>`;
}

function incidentStrip(viewer: Text, incident: ShownIncident): Markup {
  return html`<figure class="incident"><figcaption>${incidentTitle(incident)}</figcaption>
<div class="strip" tabindex="0" role="group" aria-label="${bothLanguages(viewer)}">${PLACES.map((place) => placed(viewer, incident, place))}</div></figure>`;
}

function incidentTitle({ why, fromSecond, toSecond }: ShownIncident): Text {
  const what = INCIDENT_WORDS[why];
  const from = timeOf(fromSecond);
  if (toSecond === undefined) return fill(PICTURE_WORDS.lasting, { what, from });
  if (toSecond === fromSecond) return fill(PICTURE_WORDS.once, { what, from });
  const time = formatQuantity((toSecond - fromSecond) * 1000, 'ms');
  return fill(PICTURE_WORDS.lasted, { what, from, time });
}

function placed(viewer: Text, incident: ShownIncident, place: (typeof PLACES)[number]): Content {
  const picture = incident[place];
  if (picture === undefined && place !== 'at') return '';
  if (picture === undefined) return html`<figure><div class="no-picture">${PICTURE_WORDS.nothing}</div></figure>`;
  const name = place === 'at' && incident.why === 'freeze' ? PICTURE_WORDS.atFreeze : PICTURE_WORDS[place];
  const sight = fill(PICTURE_WORDS.sight, {
    time: timeOf(picture.second),
    frame: picture.frame,
    latency: formatQuantity(picture.latencyMs, 'ms'),
  });
  const ssim =
    picture.ssim === undefined
      ? ''
      : html` · ${fill(PICTURE_WORDS.similarity, { ssim: formatQuantity(picture.ssim, 'similarity') })}`;
  return html`<figure>${image(viewer, picture)}<figcaption><b>${name}</b><br>${sight}${ssim}</figcaption></figure>`;
}

/** Renders a picture. Its `alt` cannot be chosen by style, so it has the viewer's name in both languages, the time and the frame. */
function image(viewer: Text, { jpeg, second, frame }: ShownPicture): Markup {
  return html`<img decoding="async" alt="${`${bothLanguages(viewer)}, ${timeOf(second)}, #${frame}`}" src="data:image/jpeg;base64,${jpeg}">`;
}

function timeOf(second: number): string {
  return formatSeconds(second * 1000).replace('-', '\u2212');
}
