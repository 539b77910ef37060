import { loadCatalog } from '../../src/scenario/catalog/load-catalog.ts';
import { linkProfilesOfHaul, linkProfilesOfLine } from '../../src/scenario/profiles/link-profiles.ts';

/** Returns every distinct jitter of the catalog above 0, in ms, smallest first. */
export async function catalogJitters(): Promise<number[]> {
  const { regions, firstMiles, presets } = await loadCatalog();
  const profiles = [
    ...[...firstMiles.values()].map(({ written }) => linkProfilesOfLine(written, 'studio')),
    ...[...presets.values()].map(({ written }) => linkProfilesOfLine(written, 'viewer')),
    ...[...regions.values()].flatMap(({ hauls, access }) => [
      ...[...hauls.values()].map(({ written }) => linkProfilesOfHaul(written)),
      ...[...access.values()].map(({ written }) => linkProfilesOfLine(written, 'viewer')),
    ]),
  ];
  const jitters = profiles.flatMap(({ out, back }) => [out.jitterMs, back.jitterMs]).filter((ms) => ms > 0);
  return [...new Set(jitters)].sort((a, b) => a - b);
}
