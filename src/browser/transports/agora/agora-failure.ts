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

/** Plain meanings of the SDK's errors, by words of its access point (UNILBS) and of its gateway; the first match counts. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /invalid vendor key|INVALID_VENDOR_KEY|can not find appid/i,
    'Agora knows no such app ID: check appId in its console',
  ],
  [
    /dynamic use static key|DYNAMIC_USE_STATIC_K/i,
    'the project asks for tokens and the scenario gives none: add certificate, tokenCommand or token',
  ],
  [
    /static use dynamic key|STATIC_USE_DYA?N[AY]MIC_K/i,
    'the project has no certificate and yet a token was given: leave token, tokenCommand and certificate out',
  ],
  [
    /expired|DYNAMIC_KEY_TIMEOUT|token timeout|TOKEN_EXPIRE/i,
    'the token has expired: make a new one, or let longhaul make them (certificate, tokenCommand)',
  ],
  [
    /authorized failed|NO_AUTHORIZED|no authorized|CHANNEL_PERMISSION_INVALID|invalid token/i,
    'Agora refuses the token: it is for another app, channel or user, or the certificate is not this app’s',
  ],
  [
    /over load|TOO_MANY_USERS|TOO_MANY_BROADCASTERS|TOO_MANY_SUBSCRIBERS|SERVICE_TOO_HEAVY/i,
    'the channel is full: it takes no more users or hosts',
  ],
  [/NO_ACTIVE_STATUS|no active status/i, 'the project is not active: see Agora’s console'],
  [/BANNED/i, 'Agora’s console has banned this user, address or channel'],
  [
    /forbidden in this area|allocate services in this area/i,
    'no servers for this place in the area asked for: see area',
  ],
  [/UID_CONFLICT|REPEAT_JOIN/i, 'another user of the same number is in the channel'],
  [/invalid channel name|INVALID_CHANNEL_NAME/i, 'Agora refuses the channel’s name'],
  [/NotAllowedError|AUTOPLAY/i, 'the browser refuses to play sound of its own accord (autoplay)'],
];

/** Errors, ours and the SDK's, that only say that something took too long: how far the attempt got says more. */
const STUCK = /in time|connection failed|NETWORK|TIMEOUT|WS_|EXCHANGE_SDP/i;

/** Explains an error of the SDK, followed by its own words; `hidden` are texts that must not show. */
export function plainFailure(error: unknown, progress: AgoraProgress, hidden: readonly string[]): string {
  const words = redact(wordsOf(error), hidden);
  const known = MEANINGS.find(([pattern]) => pattern.test(words))?.[1];
  if (known !== undefined) return `${known} (${words})`;
  return STUCK.test(words) ? `${stuckWords(progress)} (${words})` : words;
}

/** Says where an attempt stood when its time was up. */
function stuckWords({ accessPoint, gateway, hostFound, media }: AgoraProgress): string {
  if (!accessPoint) return 'no answer from Agora’s access point: this line or a firewall lets no HTTPS through to it';
  if (!gateway) return 'no route to the edge: its gateway does not answer on WebSocket (a firewall, or the line)';
  if (!hostFound) return 'in the channel, but the host to watch has no picture there';
  if (!media) return 'in the channel, but no media gets through: UDP is blocked between here and the edge';
  return 'the SDK gave up';
}

/** Replaces secrets in a text. */
export function redact(text: string, hidden: readonly string[]): string {
  return hidden
    .filter((secret) => secret !== '')
    .reduce((redacted, secret) => redacted.replaceAll(secret, '(secret)'), text);
}

function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^AgoraRTC(Error|Exception)[: ]*/g, '').slice(0, 200);
}
