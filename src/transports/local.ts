import { whipTask } from '../browser/transports/whip/whip-task.ts';
import type { Broadcast } from '../model/scenario/scenario.ts';
import { sentBitrateBps } from '../model/scenario/sent-streams.ts';
import { startOrigin } from '../sfu/process/start-origin.ts';
import type { Hosts, PreparedTransport, Transport } from './transport.ts';

const ORIGIN = 'origin';
/** WHIP and WHEP port of the embedded origin in its own network namespace, where nobody else can hold it. */
const ORIGIN_PORT = 8080;
const ANY_PORT = 0;

/** Embedded origin: WHIP in, WHEP out, like any other server. */
export const local: Transport<undefined> = { prepare: async () => prepared };

const prepared: PreparedTransport = {
  publishes: true,
  watches: true,
  trustedOrigins: (hosts) => [`http://${hosts.addressOf(ORIGIN)}:${choosePort(hosts)}`],
  async open(hosts, { signal, udpIsBlocked = false, record, event, onFailure }) {
    const origin = await startOrigin({
      enter: hosts.enter(ORIGIN),
      address: hosts.addressOf(ORIGIN),
      port: choosePort(hosts),
      // Only where somebody needs it: other takes stay comparable, packet by packet, with those before.
      iceTcp: udpIsBlocked,
      signal,
      onSecond: record,
      onStamps: record,
      onLog: (text) => event('origin-log', { text }),
      onExit: onFailure,
    });
    event('origin-up');
    return {
      publisher: async (broadcast) => whipTask(addSettings(await hosts.urlFor('publisher', origin.whipUrl), broadcast)),
      async viewer(id, audio) {
        const url = addParameter(await hosts.urlFor(id, origin.whepUrl), 'viewer', id);
        return whipTask(url, undefined, false, audio?.channels === 2 ? { stereo: true } : {});
      },
      rehearseLoss: (viewers, twice) => origin.rehearseLoss(viewers, twice),
      close: () => origin.close(),
    };
  },
};

function choosePort(hosts: Hosts): number {
  return hosts.namespaceOf(ORIGIN) === undefined ? ANY_PORT : ORIGIN_PORT;
}

/**
 * Adds query parameters: start the publisher's bandwidth estimate at the broadcast's bitrate, as hardware encoders do,
 * disable NACK if the broadcast does, and imitate the server it names.
 */
function addSettings(url: string, { video, origin }: Broadcast): string {
  const settings = {
    startKbps: String(Math.round(sentBitrateBps(video) / 1000)),
    ...(video.nack === false && { nack: 'off' }),
    ...(origin !== undefined && { behaviour: origin }),
  };
  return Object.entries(settings).reduce((address, [name, value]) => addParameter(address, name, value), url);
}

function addParameter(url: string, name: string, value: string): string {
  const address = new URL(url);
  address.searchParams.set(name, value);
  return address.href;
}
