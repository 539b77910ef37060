import type { PictureBook, ShownPicture } from '../../../model/recording/pictures.ts';
import type { Incident } from '../../../model/result/incident.ts';
import type { Result, TakeResult } from '../../../model/result/result.ts';
import { takeName } from '../../facts/takes.ts';
import { INCIDENT_WORDS, SEVERITY_WORDS } from '../../messages/incident-words.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { PICTURE_WORDS } from '../../messages/viewer-words.ts';
import { COMMA, fill, GAP, joinTexts, type Text } from '../../messages/words.ts';
import { type RegionThen, worstSecond } from '../../screen/worst-second.ts';
import { formatSeconds, formatSpan } from '../../text/format.ts';
import { bothLanguages, labelText, viewerName } from '../../text/names.ts';
import { regionBands } from '../../timeline/bands.ts';
import { ANCHORS } from '../anchors.ts';
import { bandMarks } from '../charts/band-shapes.ts';
import { TRACK_HEIGHT, type Track, trackList } from '../charts/track.ts';
import { type Content, html, type Markup } from '../markup.ts';

const TONES = { slight: 'warn', clear: 'warn', severe: 'fail' } as const;

/** Renders every region's incidents on one time axis, and beside each other what all regions saw at the worst second; nothing where nothing went wrong. */
export function worstSecondSection(result: Result, take: TakeResult | undefined, book: PictureBook): Markup {
  const worst = worstSecond(result, take, book);
  if (take === undefined || worst === undefined) return html``;
  const { second, regions } = worst;
  const seconds = Math.max(1, Math.ceil(result.scenario.durationMs / 1000));
  const ground = { seconds, bands: [], invalidSeconds: take.invalidSeconds.map((each) => each.second) };
  const hasPictures = regions.some(({ picture }) => picture !== undefined);
  const ofTake = result.takes.length > 1 ? [GAP, fill(TIMELINE_WORDS.ofTake, { take: takeName(take) })] : '';
  return html`<section id="worst-second"><h2>${INCIDENT_WORDS.worstSecond}</h2>
<p class="note">${fill(INCIDENT_WORDS.worstSecondNote, { second: formatSeconds(second * 1000) })}${ofTake}</p>
<div class="card">${trackList(
    ground,
    regions.map((each) => lane(result, each, second, seconds)),
  )}
${hasPictures ? html`<div class="aligned">${regions.map((each) => sight(result, each, second))}</div>` : ''}</div></section>`;
}

function lane({ scenario }: Result, { region, incidents }: RegionThen, second: number, seconds: number): Track {
  const name = html`<a href="#${ANCHORS.region(region.id)}"><b>${labelText(region)}</b></a>`;
  const marks = incidents.map(
    ({ fromMs, toMs, severity }) =>
      html`<rect class="mark is-${TONES[severity]}" x="${fromMs / 1000}" y="${severity === 'slight' ? TRACK_HEIGHT / 2 : 0}" width="${Math.max(seconds / 200, (toMs - fromMs) / 1000)}" height="${severity === 'slight' ? TRACK_HEIGHT / 2 : TRACK_HEIGHT}"/>`,
  );
  const column = html`<rect class="column" x="${second}" y="0" width="${Math.max(1, seconds / 200)}" height="${TRACK_HEIGHT}"/>`;
  return {
    label: name,
    description: [labelText(region), GAP, joinTexts(incidents.map(incidentText), COMMA)],
    shapes: [...bandMarks(regionBands(scenario, region.id), seconds, TRACK_HEIGHT), ...marks, column],
  };
}

function incidentText({ severity, ...span }: Incident): Text {
  const { en, zh } = SEVERITY_WORDS[severity];
  return { en: `${formatSpan(span)} ${en}`, zh: `${formatSpan(span)} ${zh}` };
}

function sight({ scenario }: Result, { region, viewer, picture, isHit, isStill }: RegionThen, second: number): Markup {
  const name = viewer === undefined ? labelText(region) : viewerName(scenario.regions, viewer);
  const href = viewer === undefined ? ANCHORS.region(region.id) : ANCHORS.moment(viewer, second * 1000);
  return html`<figure${isHit ? html` class="is-fail"` : ''}>${image(name, picture)}<figcaption><a href="#${href}">${name}</a>${when(picture, isStill)}</figcaption></figure>`;
}

function image(name: Text, picture: ShownPicture | undefined): Markup {
  if (picture === undefined) return html`<div class="no-picture">${PICTURE_WORDS.nothing}</div>`;
  return html`<img decoding="async" alt="${`${bothLanguages(name)}, ${timeOf(picture)}`}" src="data:image/jpeg;base64,${picture.jpeg}">`;
}

function when(picture: ShownPicture | undefined, isStill: boolean): Content {
  if (picture === undefined) return '';
  return html`<br>${fill(isStill ? INCIDENT_WORDS.stillSince : INCIDENT_WORDS.seenAt, { time: timeOf(picture) })}`;
}

function timeOf({ second }: ShownPicture): string {
  return formatSeconds(second * 1000).replace('-', '\u2212');
}
