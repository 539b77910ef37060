import { z } from 'zod';
import type { TransportChoice, TransportSettings } from '../../../model/scenario/transport.ts';
import { section } from '../../reading/section.ts';
import { agoraSchema } from './agora.ts';
import { whipSchema } from './whip.ts';

/** Schemas of each transport's settings as written, which parse to the model's. One file and one line each. */
const SETTINGS = { agora: agoraSchema, whip: whipSchema } as const satisfies {
  readonly [Id in keyof TransportSettings]: z.ZodType<TransportSettings[Id]>;
};

/** Least that each needs, for people who wrote its name alone. */
const FORMS = {
  agora: '{agora: {appId: ..., channel: ...}}',
  whip: '{whip: {publish: https://…, watch: https://…}}',
} as const satisfies Readonly<Record<keyof TransportSettings, string>>;

const EXPECTED = `local, or a transport with its settings: ${Object.values(FORMS).join(' or ')}`;

/** Builds the schema of a transport: "local", or a map of one transport's name to its settings. */
export function transportSchema(): z.ZodType<TransportChoice> {
  const forms = Object.entries(SETTINGS).map(([id, settings]) => section(`{${id}: {...}}`, { [id]: settings }));
  const union = z.union([z.literal('local', { error: EXPECTED }), ...forms], { error: EXPECTED });
  // Computed keys lose the types that `satisfies` checks above.
  return union as unknown as z.ZodType<TransportChoice>;
}
