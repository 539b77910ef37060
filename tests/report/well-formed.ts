const NAME = String.raw`[A-Za-z][\w:-]*`;
const TAG = new RegExp(String.raw`<(/?)(${NAME})((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(/?)>`, 'y');

/** Returns the first fault in the nesting of tags in XML, or in our HTML with its void elements; undefined if there is none. */
export function markupFault(text: string, voidElements: readonly string[] = []): string | undefined {
  const open: string[] = [];
  let at = text.startsWith('<?') || /^<!doctype/i.test(text) ? text.indexOf('>') + 1 : 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const between = text.slice(at, next === -1 ? undefined : next);
    const bare = /&(?!(?:amp|lt|gt|quot|#39);)/.exec(between);
    if (bare !== null && !['style', 'script'].includes(open.at(-1) ?? '')) return `bare & in "${between.slice(0, 60)}"`;
    if (next === -1) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(text);
    if (tag === null) return `not a tag: "${text.slice(next, next + 60)}"`;
    const [, close, name = '', , selfClosed] = tag;
    if (close === '/') {
      const expected = open.pop();
      if (expected !== name) return `</${name}> closes <${expected}>`;
    } else if (selfClosed !== '/' && !voidElements.includes(name)) open.push(name);
    at = TAG.lastIndex;
  }
  return open.length > 0 ? `never closed: ${open.join(', ')}` : undefined;
}
