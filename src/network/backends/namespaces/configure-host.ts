import { interfaceIndex } from '../../linux/libc.ts';
import { attribute, CREATE, type RouteMessage, requestOfKernel, uint32 } from '../../linux/route-netlink.ts';
import { DEVICE, TCP_CONGESTION_CONTROL, tcpCongestionControl } from './namespaces.ts';

/** Constants of linux/rtnetlink.h, if_link.h, if_addr.h and if.h. */
const RTM_NEWLINK = 16;
const RTM_NEWADDR = 20;
const RTM_NEWROUTE = 24;
const AF_INET = 2;
const IFF_UP = 1;
const IFLA_MTU = 4;
const IFLA_TXQLEN = 13;
const IFA_ADDRESS = 1;
const IFA_LOCAL = 2;
const RTA_OIF = 4;
const RTA_METRICS = 8;
const RTAX_RTO_MIN = 13;
const RTAX_CC_ALGO = 16;
const RT_TABLE_MAIN = 254;
const RTPROT_BOOT = 3;
const RT_SCOPE_LINK = 253;
const RTN_UNICAST = 1;
/** Index of the loopback device in every network namespace. */
const LOOPBACK = 1;
const ADDRESS_BITS = 32;

/** MTU of Ethernet, which browsers assume. */
const MTU = 1500;
/** Packets the kernel queues for the router. The default of 500 overflows silently when the router is delayed by 10 ms. */
const DEVICE_QUEUE_PACKETS = 5000;
/** Minimum retransmission timeout of Linux, TCP_RTO_MIN. */
const TCP_MIN_RTO_MS = 200;

/**
 * Brings up the device of the host whose namespace the calling thread is in, with its address and a default route, without
 * which a browser offers no address. The kernel's TCP retransmits after at least 200 ms of real time; where time is slowed,
 * the minimum is multiplied by `timeFactor`, so that a round trip in stream time is not taken for a timeout. Throws with
 * what the kernel refuses. The ip command would take some 5 ms a host, as it has the kernel copy all mounts.
 */
export function configureHost(address: string, timeFactor = 1): void {
  const index = interfaceIndex(DEVICE);
  if (index === 0) throw new Error(`no ${DEVICE} in the namespace of ${address}`);
  requestOfKernel([
    up('lo', LOOPBACK),
    addressMessage(index, Buffer.from(address.split('.').map(Number))),
    up(DEVICE, index, [attribute(IFLA_MTU, uint32(MTU)), attribute(IFLA_TXQLEN, uint32(DEVICE_QUEUE_PACKETS))]),
    defaultRoute(index, timeFactor),
  ]);
}

function up(what: string, index: number, attributes: readonly Buffer[] = []): RouteMessage {
  // struct ifinfomsg
  const header = Buffer.alloc(16);
  header.writeInt32LE(index, 4);
  header.writeUInt32LE(IFF_UP, 8);
  header.writeUInt32LE(IFF_UP, 12);
  return { what: `set ${what} up`, type: RTM_NEWLINK, body: Buffer.concat([header, ...attributes]) };
}

function addressMessage(index: number, address: Buffer): RouteMessage {
  // struct ifaddrmsg
  const header = Buffer.from([AF_INET, ADDRESS_BITS, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(index, 4);
  const body = Buffer.concat([header, attribute(IFA_LOCAL, address), attribute(IFA_ADDRESS, address)]);
  return { what: `address ${[...address].join('.')}`, type: RTM_NEWADDR, flags: CREATE, body };
}

function defaultRoute(index: number, timeFactor: number): RouteMessage {
  // struct rtmsg
  const header = Buffer.from([AF_INET, 0, 0, 0, RT_TABLE_MAIN, RTPROT_BOOT, RT_SCOPE_LINK, RTN_UNICAST, 0, 0, 0, 0]);
  const metrics: Buffer[] = [];
  if (tcpCongestionControl() === TCP_CONGESTION_CONTROL)
    metrics.push(attribute(RTAX_CC_ALGO, Buffer.from(`${TCP_CONGESTION_CONTROL}\0`)));
  if (timeFactor !== 1) metrics.push(attribute(RTAX_RTO_MIN, uint32(Math.round(TCP_MIN_RTO_MS * timeFactor))));
  const attributes = [attribute(RTA_OIF, uint32(index)), attribute(RTA_METRICS, Buffer.concat(metrics))];
  return { what: 'default route', type: RTM_NEWROUTE, flags: CREATE, body: Buffer.concat([header, ...attributes]) };
}
