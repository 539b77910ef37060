import type { Topology } from '../model/scenario/network.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { buildTopology } from '../network/topology.ts';
import { prepareTransport } from '../transports/prepare-transport.ts';
import type { PreparedTransport } from '../transports/transport.ts';

/** The transport of each take of a scenario, ready. */
export interface Transports {
  of(take: Take): PreparedTransport;
  /** The take's network, with what its transport needs of it. */
  topologyOf(take: Take): Topology;
}

/** Looks up all that the scenario's transports need, each variant's too. Throws InputError or CannotMeasureError. */
export async function prepareTransports({ broadcast, variants = [] }: Scenario): Promise<Transports> {
  const prepared = new Map<string, PreparedTransport>();
  for (const { transport } of [broadcast, ...variants.map((variant) => variant.broadcast)]) {
    const key = JSON.stringify(transport);
    if (!prepared.has(key)) prepared.set(key, await prepareTransport(transport));
  }
  const of = ({ scenario }: Take) => {
    const transport = prepared.get(JSON.stringify(scenario.broadcast.transport));
    if (transport === undefined) throw new Error('a take of another scenario');
    return transport;
  };
  return {
    of,
    topologyOf(take) {
      const { internet } = of(take);
      return buildTopology(take, internet === undefined ? {} : { internet });
    },
  };
}
