/** One of the parameters of an a=fmtp line, "apt=96;rtx-time=3000", by its name in lower case; undefined where it is not given. */
export function formatParameter(fmtp: string, name: string): string | undefined {
  for (const pair of fmtp.split(';')) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim().toLowerCase() === name) return value.join('=').trim();
  }
  return undefined;
}
