import type { LinkTotals, Result, ScenarioSummary, TakeResult, ViewerResult } from '../../../model/result/result.ts';
import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import { asPlayedIn, takeName } from '../../facts/takes.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { fill, GAP, joinTexts, type Text } from '../../messages/words.ts';
import { formatSeconds, formatSpan } from '../../text/format.ts';
import { labelText, linkName, segmentName, viewerName } from '../../text/names.ts';
import { bands, regionBands } from '../../timeline/bands.ts';
import { type ChartModel, chartModels } from '../../timeline/chart-model.ts';
import { type Moment, moments } from '../../timeline/moments.ts';
import { ANCHORS, slug } from '../anchors.ts';
import { bandKeys } from '../charts/band-shapes.ts';
import { bandTracks } from '../charts/band-tracks.ts';
import { linkTable } from '../charts/link-table.ts';
import { CAUSES, linkTracks } from '../charts/link-tracks.ts';
import { type TrackGround, trackList } from '../charts/track.ts';
import { latencyTrack, meanStillTrack, stillTracks } from '../charts/viewer-tracks.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Largest number of viewers drawn per region, those whose picture stood still longest; the rest is counted. */
const MOST_VIEWERS = 3;

/** Renders a card for the studio and one per region: what viewers saw and what their links did, on one time axis. */
export function pathSection(result: Result, shown: TakeResult | undefined): Markup {
  if (shown === undefined || shown.links.every(({ course }) => course.length === 0)) return html``;
  const others = result.takes.filter((take) => take !== shown);
  const interval = Math.max(...shown.links.map(({ stretchSeconds }) => stretchSeconds));
  return html`<section id="paths"><h2>${TIMELINE_WORDS.paths}</h2>
<p class="note">${TIMELINE_WORDS.pathsNote}${others.length > 0 ? [GAP, fill(TIMELINE_WORDS.ofTake, { take: takeName(shown) })] : ''}${interval > 1 ? [GAP, fill(TIMELINE_WORDS.stretched, { count: interval })] : ''}</p>
${key(result)}
${cards(result, shown, true)}
${others.map((take) => html`<details><summary>${fill(TIMELINE_WORDS.ofTake, { take: takeName(take) })}</summary>${cards(result, take, false)}</details>`)}
</section>`;
}

/** Renders one legend for all cards; colours are the same in each. */
function key({ scenario }: Result): Markup {
  const causes = [...CAUSES].reverse();
  return html`<ul class="legend key"><li><svg class="swatch box" viewBox="0 0 10 10" aria-hidden="true"><rect class="still" width="10" height="10"/></svg>${TIMELINE_WORDS.still}</li>
${causes.map(([cause, words]) => html`<li><svg class="swatch box" viewBox="0 0 10 10" aria-hidden="true"><rect class="cause-${cause}" width="10" height="10"/></svg>${words}</li>`)}
<li><svg class="swatch box" viewBox="0 0 10 10" aria-hidden="true"><rect class="area-wait" width="10" height="10"/></svg>${TIMELINE_WORDS.keyWait}</li>
<li><svg class="swatch box" viewBox="0 0 10 10" aria-hidden="true"><rect class="area-use" width="10" height="10"/></svg>${TIMELINE_WORDS.keyUse}</li>
<li><svg class="swatch" viewBox="0 0 28 6" aria-hidden="true"><path class="line line-room" d="M1 3H27"/></svg>${TIMELINE_WORDS.keyRoom}</li>
${bandKeys(bands(scenario))}
<li><span class="swatch bad"></span>${TIMELINE_WORDS.legendInvalid}</li></ul>`;
}

function cards(rehearsal: Result, take: TakeResult, isShown: boolean): Markup {
  const result = asPlayedIn(rehearsal, take);
  const latency = chartModels(result, take).find(({ metric }) => metric.id === 'latency');
  const seconds = latency?.seconds ?? Math.max(1, Math.ceil(result.scenario.durationMs / 1000));
  const invalidSeconds = take.invalidSeconds.map(({ second }) => second);
  const ground = { seconds, invalidSeconds, isShown };
  return html`<div class="paths">${studioCard(result, take, ground)}${result.scenario.regions.map((region) => regionCard(result, take, region, latency, ground))}</div>`;
}

type Ground = Omit<TrackGround, 'bands'>;

function studioCard({ scenario }: Result, take: TakeResult, ground: Ground): Markup {
  const links = take.links.filter(({ link }) => link.startsWith('first-mile/'));
  const { firstMile } = scenario.broadcast;
  const own = bands({ ...scenario, regions: [], events: [] });
  const { tracks, quiet } = tracksOf(links, scenario, ({ link }) => firstMile[directionOf(link)]);
  const isQuiet = own.length === 0 && tracks.length === 0;
  return html`<article class="card path"><header><h3>${TIMELINE_WORDS.studioCard}</h3><span class="note">${segmentName(firstMile)}</span></header>
${isQuiet ? '' : trackList({ ...ground, bands: own }, [...bandTracks(own, ground.seconds), meanStillTrack(take, ground.seconds), ...tracks])}
${linkTable(links, scenario.regions)}${quietNote(quiet)}</article>`;
}

function regionCard(
  result: Result,
  take: TakeResult,
  region: ScenarioSummary['regions'][number],
  latency: ChartModel | undefined,
  ground: Ground & { readonly isShown: boolean },
): Markup {
  const { isShown } = ground;
  const all = take.viewers.filter((viewer) => viewer.region === region.id);
  const viewers = worstFirst(all).slice(0, MOST_VIEWERS);
  const ids = viewers.map(({ id }) => id);
  const isDrawn = ({ link }: LinkTotals) =>
    link.startsWith(`haul:${region.id}/`) || ids.some((id) => link.startsWith(`access:${id}/`));
  const profileOf = ({ link }: LinkTotals): LinkProfile =>
    (link.startsWith('haul:') ? region.haul : region.access)[directionOf(link)];
  const own = regionBands(result.scenario, region.id);
  const { tracks, quiet } = tracksOf(take.links.filter(isDrawn), result.scenario, profileOf);
  const lines = latency?.lines.filter(({ viewer }) => ids.includes(viewer)) ?? [];
  const seen = [
    ...stillTracks(viewers, ground.seconds, result.scenario.regions),
    ...(latency === undefined ? [] : latencyTrack(latency, lines)),
  ];
  const more = all.length - viewers.length;
  return html`<article class="card path" data-viewers="${isShown ? all.map(({ id }) => slug(id)).join(' ') : ''}"><header><h3>${labelText(region)}</h3></header>
${momentList(result, take, region.id, isShown)}
${trackList({ ...ground, bands: own }, [...bandTracks(own, ground.seconds), ...seen, ...tracks])}
${linkTable(take.links.filter(isDrawn), result.scenario.regions)}${quietNote(quiet)}${more > 0 ? html`<p class="note">${fill(TIMELINE_WORDS.moreViewers, { count: more })}</p>` : ''}</article>`;
}

function worstFirst(viewers: readonly ViewerResult[]): ViewerResult[] {
  const still = ({ metrics: { stutterRate } }: ViewerResult) => (stutterRate?.type === 'value' ? stutterRate.value : 0);
  return [...viewers].sort((a, b) => still(b) - still(a));
}

function directionOf(link: string): 'out' | 'back' {
  return link.endsWith('/back') ? 'back' : 'out';
}

/** Returns the tracks of the links, `out` first since it carries the picture, and the names of links with nothing to show. */
function tracksOf(
  links: readonly LinkTotals[],
  { regions }: ScenarioSummary,
  profileOf: (link: LinkTotals) => LinkProfile,
) {
  const ordered = [...links].sort((a, b) => directionOf(b.link).localeCompare(directionOf(a.link)));
  const all = ordered.map((link) => ({
    link,
    tracks: linkTracks(link, profileOf(link), linkName(link.link, regions)),
  }));
  return {
    tracks: all.flatMap(({ tracks }) => tracks),
    quiet: all.filter(({ tracks }) => tracks.length === 0).map(({ link }) => linkName(link.link, regions)),
  };
}

function quietNote(names: readonly Text[]): Content {
  if (names.length === 0) return '';
  const list = joinTexts(names, { en: '; ', zh: '、' });
  return html`<p class="note">${fill(TIMELINE_WORDS.quiet, { list })}</p>`;
}

const MOST_MOMENTS = 6;

/** Renders in words when a region's pictures stood still, and what the network did then. */
function momentList(result: Result, take: TakeResult, region: string, isLinked: boolean): Markup {
  const all = moments(result, take, region);
  if (all.length === 0) return html`<p class="note">${TIMELINE_WORDS.momentNone}</p>`;
  const longest = [...all].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_MOMENTS);
  const left = all.length - longest.length;
  return html`<h4>${TIMELINE_WORDS.moments}</h4><ul class="moments">${all.filter((each) => longest.includes(each)).map((moment) => item(moment, result.scenario, isLinked))}</ul>
${left > 0 ? html`<p class="note">${fill(TIMELINE_WORDS.momentsLess, { count: left })}</p>` : ''}`;
}

function lengthOf({ fromMs, toMs, stillMs }: Moment): number {
  return stillMs ?? toMs - fromMs;
}

function item(moment: Moment, { regions }: ScenarioSummary, isLinked: boolean): Markup {
  const { stillMs, facts } = moment;
  const viewer = viewerName(regions, moment.viewer);
  const id = ANCHORS.moment(moment.viewer, moment.fromMs);
  const span = formatSpan(moment);
  const still =
    stillMs === undefined
      ? fill(TIMELINE_WORDS.momentStillSome, { viewer })
      : fill(TIMELINE_WORDS.momentStill, { viewer, time: formatSeconds(stillMs) });
  const beside =
    facts.length === 0
      ? html`<span class="note">${TIMELINE_WORDS.momentUnexplained}</span>`
      : html`${facts.map((fact, i) => [i === 0 ? '' : ' · ', fact])}`;
  return html`<li${isLinked ? html` id="${id}"` : ''}><b>${isLinked ? html`<a href="#${id}">${span}</a>` : span}</b><span>${still}</span><span>${beside}</span></li>`;
}
