import { AGORA_FAILURES, type AgoraFailureId } from '../../../model/result/agora-failures.ts';
import { messageOf } from '../message-of.ts';

/** Progress of an attempt to join, from the SDK's own records of it and from its connection. */
export interface AgoraProgress {
  /** The access point has named an edge. */
  readonly accessPoint: boolean;
  /** The edge's gateway has accepted the client. */
  readonly gateway: boolean;
  /** The host to watch has a picture; true for a host itself. */
  readonly hostFound: boolean;
  /** Media can flow. */
  readonly media: boolean;
}

/** Meanings of the SDK's errors, by words of its access point (UNILBS), of its gateway and of its own; the first match counts. */
const MEANINGS: readonly (readonly [RegExp, AgoraFailureId])[] = [
  [/invalid vendor key|INVALID_VENDOR_KEY|can not find appid/i, 'appId'],
  [/dynamic use static key|DYNAMIC_USE_STATIC_K/i, 'tokenMissing'],
  [/static use dynamic key|STATIC_USE_DYA?N[AY]MIC_K/i, 'tokenUnwanted'],
  [/LICENSE_/i, 'license'],
  [/expired|DYNAMIC_KEY_TIMEOUT|token timeout|TOKEN_EXPIRE/i, 'tokenExpired'],
  [
    /authorized failed|NO_AUTHORIZED|no authorized|CHANNEL_PERMISSION_INVALID|invalid token|K_TICKET_INVALID|K_CERTIFICATE_INVALID/i,
    'token',
  ],
  [/over load|TOO_MANY_USERS|TOO_MANY_BROADCASTERS|TOO_MANY_SUBSCRIBERS/i, 'full'],
  [
    /SERVICE_TOO_HEAVY|SERVICE_NOT_READY|NO_VOCS_AVAILABLE|NO_VOS_AVAILABLE|NO_CHANNEL_AVAILABLE|VOM_SERVICE_UNAVAILABLE|VOCS_UNAVAILABLE|no edge services/i,
    'busy',
  ],
  [/NO_ACTIVE_STATUS|no active status/i, 'inactive'],
  [/BANNED/i, 'banned'],
  [/forbidden in this area|allocate services in this area/i, 'area'],
  [/UID_CONFLICT|REPEAT_JOIN|K_CHANNEL_CONFLICTED/i, 'uidTaken'],
  [/INVALID_STRINGUID|INVALID_UINT_UID|INVALID_UID/i, 'stringUid'],
  [/invalid channel name|INVALID_CHANNEL_NAME|CHANNEL_NAME_EMPTY/i, 'channelName'],
  [/SET_CLIENT_ROLE_NO_PERMISSION|ILLEGAL_CLIENT_ROLE_LEVEL|PUBLISH_REQUEST_INVALID/i, 'role'],
  [/CAN_NOT_GET_PROXY_SERVER/i, 'proxy'],
  [/this browser does not|NOT_SUPPORTED|GET_LOCAL_CAPABILITIES_FAILED/i, 'codec'],
  [/PERMISSION_DENIED/i, 'permission'],
  [/AUTOPLAY|play\(\)/i, 'autoplay'],
  [/INVALID_PARAMS/i, 'parameters'],
];

/** Errors, ours and the SDK's, that only say that something took too long: how far the attempt got says more. */
const STUCK =
  /in time|connection failed|NETWORK|TIMEOUT|WS_|EXCHANGE_SDP|ICE_FAILED|P2P_LOST|in \w+ state|OPERATION_ABORTED/i;

/** Characters quoted of the SDK's own words. */
const MOST_WORDS = 200;

/** Explains an error of the SDK, followed by its own words; `hidden` are texts that must not show. */
export function plainFailure(error: unknown, progress: AgoraProgress, hidden: readonly string[]): string {
  // Hidden first: of a secret cut in two, the half would show.
  const words = redact(wordsOf(error), hidden).slice(0, MOST_WORDS);
  const known = MEANINGS.find(([pattern]) => pattern.test(words))?.[1];
  if (known !== undefined) return `${AGORA_FAILURES[known].en} (${words})`;
  return STUCK.test(words) ? `${AGORA_FAILURES[whereStuck(progress)].en} (${words})` : words;
}

/** Returns where an attempt stood when its time was up. */
function whereStuck({ accessPoint, gateway, hostFound, media }: AgoraProgress): AgoraFailureId {
  if (!accessPoint) return 'noAccessPoint';
  if (!gateway) return 'noGateway';
  if (!hostFound) return 'noHost';
  return media ? 'gaveUp' : 'noMedia';
}

/** Replaces secrets in every text of an event's detail. Numbers stay, and so do names of fields: a key may be as short as "1". */
export function redactDetail<Detail>(detail: Detail, hidden: readonly string[]): Detail {
  const hide = (_: string, value: unknown) => (typeof value === 'string' ? redact(value, hidden) : value);
  return JSON.parse(JSON.stringify(detail, hide)) as Detail;
}

/** Replaces secrets in a text. */
export function redact(text: string, hidden: readonly string[]): string {
  return hidden
    .filter((secret) => secret !== '')
    .reduce((redacted, secret) => redacted.replaceAll(secret, '(secret)'), text);
}

function wordsOf(error: unknown): string {
  const text = messageOf(error);
  return text.replace(/^AgoraRTC(Error|Exception)[: ]*/g, '');
}
