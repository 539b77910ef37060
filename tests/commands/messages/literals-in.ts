/** A literal of a source file, with "7" in place of what a template puts in. */
export interface Literal {
  readonly text: string;
  readonly line: number;
}

/** Returns the string and template literals of the sources from `from` to the end of that call, list or value. */
export function literalsIn(source: string, from: number): readonly Literal[] {
  const found: Literal[] = [];
  let depth = 0;
  for (let i = from; i < source.length; i++) {
    const char = source[i] ?? '';
    if (char === '/' && source[i + 1] === '/') i = source.indexOf('\n', i);
    else if (char === "'" || char === '"' || char === '`') {
      const { text, end, inner } = literalAt(source, i);
      found.push({ text, line: source.slice(0, i).split('\n').length }, ...inner);
      i = end;
    } else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) {
      depth--;
      if (depth < 0) break;
      if (depth === 0 && source[from] === '(') break;
    } else if (depth === 0 && (char === ',' || char === ';')) break;
  }
  return found;
}

interface Read {
  readonly text: string;
  /** Place of its closing quote. */
  readonly end: number;
  /** Literals within its placeholders. */
  readonly inner: readonly Literal[];
}

function literalAt(source: string, from: number): Read {
  const quote = source[from];
  let text = '';
  const inner: Literal[] = [];
  for (let i = from + 1; i < source.length; i++) {
    if (source[i] === '\\') {
      text += source[i + 1];
      i++;
    } else if (source[i] === quote) return { text, end: i, inner };
    else if (quote === '`' && source.startsWith('${', i)) {
      const end = endOfPlaceholder(source, i + 2);
      inner.push(...literalsIn(source, i + 2));
      text += '7';
      i = end;
    } else text += source[i];
  }
  return { text, end: source.length, inner };
}

function endOfPlaceholder(source: string, from: number): number {
  let depth = 0;
  for (let i = from; i < source.length; i++) {
    const char = source[i] ?? '';
    if (char === "'" || char === '"' || char === '`') i = literalAt(source, i).end;
    else if (char === '{') depth++;
    else if (char === '}' && depth-- === 0) return i;
  }
  return source.length;
}
