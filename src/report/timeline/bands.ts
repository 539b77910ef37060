import { groupedBy } from '../../lib/grouped-by.ts';
import type { ScenarioSummary } from '../../model/result/result.ts';
import type { Span } from '../../model/scenario/link-profile.ts';
import type { Direction, NetworkEvent, Segment } from '../../model/scenario/network.ts';
import { NETWORK_WORDS } from '../messages/network-words.ts';
import { COMMA, ENUMERATION, fill, joinTexts, plain, type Text } from '../messages/words.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import { labelText, type NamedRegion, regionName } from '../text/names.ts';

/** An interval of the window in which the network was made worse on purpose. */
export interface Band extends Span {
  readonly type: 'event' | 'blackout';
  readonly name: Text;
  /** "+80 ms", "15 % lost, back only". */
  readonly effect: Text;
  /** "haul of Jakarta". */
  readonly where: Text;
  /** Ids of the regions affected. */
  readonly regions: readonly string[];
}

/** Returns events and blackouts, sorted by their start; the same one in several regions is one band. */
export function bands(scenario: Pick<ScenarioSummary, 'broadcast' | 'regions' | 'events'>): Band[] {
  const all = scenario.regions;
  const ids = all.map(({ id }) => id);
  const { firstMile } = scenario.broadcast;
  const found = [
    ...eventBands(scenario.events ?? [], all),
    ...blackoutBands(firstMile, NETWORK_WORDS.ofFirstMile, ids),
    ...all.flatMap(({ id, haul, access, ...region }) => [
      ...blackoutBands(haul, fill(NETWORK_WORDS.ofHaul, { of: labelText(region) }), [id]),
      ...blackoutBands(access, fill(NETWORK_WORDS.ofAccess, { of: labelText(region) }), [id]),
    ]),
  ];
  return found.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** Returns the bands that affect a region. */
export function regionBands(scenario: ScenarioSummary, region: string): Band[] {
  return bands(scenario).filter(({ regions }) => regions.includes(region));
}

function eventBands(events: readonly NetworkEvent[], all: readonly NamedRegion[]): Band[] {
  const groups = groupedBy(events, ({ region: _, ...rest }) => JSON.stringify(rest));
  return [...groups.values()].flatMap((group) => {
    const [event] = group;
    if (event === undefined) return [];
    const regions =
      event.segment === 'first-mile' ? all.map(({ id }) => id) : group.flatMap(({ region }) => region ?? []);
    return {
      type: event.blackout ? 'blackout' : 'event',
      name: event.name === NETWORK_WORDS.event.en ? unnamed(event) : plain(event.name),
      effect: eventEffect(event),
      where: eventPlace(event, regions, all),
      regions,
      fromMs: event.fromMs,
      toMs: event.toMs,
    } satisfies Band;
  });
}

/** Returns what an event is called that the scenario gives no name. */
function unnamed({ blackout }: NetworkEvent): Text {
  return blackout ? NETWORK_WORDS.blackout : NETWORK_WORDS.event;
}

function eventPlace({ segment }: NetworkEvent, regions: readonly string[], all: readonly NamedRegion[]): Text {
  const everywhere = all.length > 1 && all.every(({ id }) => regions.includes(id));
  const of = joinTexts(
    regions.map((id) => regionName(all, id)),
    ENUMERATION,
  );
  switch (segment) {
    case 'first-mile':
      return NETWORK_WORDS.ofFirstMile;
    case 'access':
      return everywhere ? NETWORK_WORDS.ofAccesses : fill(NETWORK_WORDS.ofAccess, { of });
    default:
      return everywhere ? NETWORK_WORDS.ofHauls : fill(NETWORK_WORDS.ofHaul, { of });
  }
}

function eventEffect({ extraDelayMs, lossFraction, blackout, rateBps, directions }: NetworkEvent): Text {
  const parts: Text[] = [];
  if (rateBps !== undefined) parts.push(rateCapText(rateBps));
  if (blackout) parts.push(NETWORK_WORDS.eventDark);
  if (extraDelayMs > 0) parts.push(fill(NETWORK_WORDS.eventDelay, { ms: formatQuantity(extraDelayMs, 'ms') }));
  if (lossFraction > 0) parts.push(fill(NETWORK_WORDS.eventLoss, { share: formatQuantity(lossFraction, 'fraction') }));
  return joinTexts([...parts, ...onlyOne(directions)], COMMA);
}

/** Describes a lower rate, or a hold. */
export function rateCapText(rateBps: number): Text {
  return rateBps === 0 ? NETWORK_WORDS.held : fill(NETWORK_WORDS.cappedAt, { rate: formatLimit(rateBps, 'bps') });
}

function blackoutBands({ out, back }: Segment, where: Text, regions: readonly string[]): Band[] {
  const key = ({ fromMs, toMs }: Span) => `${fromMs} ${toMs}`;
  const [outs, backs] = [out.blackouts ?? [], back.blackouts ?? []];
  const band = (span: Span, directions: readonly Direction[]): Band => ({
    ...{ type: 'blackout', name: NETWORK_WORDS.blackout, where, regions },
    effect: joinTexts([NETWORK_WORDS.eventDark, ...onlyOne(directions)], COMMA),
    ...{ fromMs: span.fromMs, toMs: span.toMs },
  });
  const inBoth = (span: Span, others: readonly Span[]) => others.some((other) => key(other) === key(span));
  return [
    ...outs.map((span) => band(span, inBoth(span, backs) ? ['out', 'back'] : ['out'])),
    ...backs.filter((span) => !inBoth(span, outs)).map((span) => band(span, ['back'])),
  ];
}

function onlyOne(directions: readonly Direction[]): Text[] {
  if (directions.length !== 1) return [];
  return [directions[0] === 'out' ? NETWORK_WORDS.onlyOut : NETWORK_WORDS.onlyBack];
}
