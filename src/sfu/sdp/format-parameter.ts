/** Returns a parameter of an a=fmtp line such as "apt=96;rtx-time=3000" by its lower-case name; undefined if absent. */
export function readFormatParameter(fmtp: string, name: string): string | undefined {
  for (const pair of fmtp.split(';')) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim().toLowerCase() === name) return value.join('=').trim();
  }
  return undefined;
}
