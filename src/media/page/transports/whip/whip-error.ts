/** Of a server's words in an error. */
const MAX_WORDS_LENGTH = 200;

/** A server's refusal: status, and what the body says, which is the server's own. */
export class WhipError extends Error {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;

  constructor(method: string, response: Response, body: string) {
    super(`${method} ${response.url}: the server answered ${inWords(response, body)}`);
    this.name = 'WhipError';
    this.status = response.status;
    this.contentType = (response.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    this.body = body;
  }
}

function inWords({ status, statusText }: Response, body: string): string {
  // Servers tend to answer with a page; its text is what matters.
  const text = body
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = text.length > MAX_WORDS_LENGTH ? `${text.slice(0, MAX_WORDS_LENGTH)}…` : text;
  return [`${status} ${statusText}`.trim(), cut].filter((part) => part !== '').join(': ');
}
