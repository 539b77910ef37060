/** Offsets and sizes in an ELF file (elf(5)), 64 bits, little endian. */
const HEADER = { sectionsAt: 40, sectionBytes: 58, sections: 60 } as const;
const SECTION = { type: 4, at: 24, bytes: 32, link: 40 } as const;
const DYNAMIC_SYMBOLS = 11;
const SYMBOL = { bytes: 24, name: 0, section: 6 } as const;
const UNDEFINED_SECTION = 0;

/** Returns the names that a shared object exports. */
export function exportedNames(elf: Buffer): ReadonlySet<string> {
  const section = (i: number) => {
    const at = Number(elf.readBigUInt64LE(HEADER.sectionsAt)) + i * elf.readUInt16LE(HEADER.sectionBytes);
    return {
      type: elf.readUInt32LE(at + SECTION.type),
      at: Number(elf.readBigUInt64LE(at + SECTION.at)),
      bytes: Number(elf.readBigUInt64LE(at + SECTION.bytes)),
      link: elf.readUInt32LE(at + SECTION.link),
    };
  };
  const sections = Array.from({ length: elf.readUInt16LE(HEADER.sections) }, (_, i) => section(i));
  const symbols = sections.find(({ type }) => type === DYNAMIC_SYMBOLS);
  if (symbols === undefined) throw new Error('no dynamic symbols');
  const names = new Set<string>();
  for (let at = symbols.at; at < symbols.at + symbols.bytes; at += SYMBOL.bytes) {
    if (elf.readUInt16LE(at + SYMBOL.section) === UNDEFINED_SECTION) continue;
    const from = section(symbols.link).at + elf.readUInt32LE(at + SYMBOL.name);
    names.add(elf.toString('latin1', from, elf.indexOf(0, from)));
  }
  return names;
}
