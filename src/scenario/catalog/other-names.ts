/** Names that people give a country beside those of Unicode's CLDR, by ISO 3166 code. */
export const OTHER_COUNTRY_NAMES: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE', 'Emirates'],
  BR: ['Brasil'],
  DE: ['Deutschland'],
  GB: ['Britain', 'Great Britain', 'England'],
  ID: ['印尼'],
  KR: ['Korea', '南韩'],
  SA: ['KSA'],
  US: ['USA', 'America'],
};

/** The same for the place of a region, by its id. */
export const OTHER_PLACE_NAMES: Readonly<Record<string, readonly string[]>> = {
  'na-east': ['美东'],
  'na-west': ['美西'],
  'sea-vn': ['Saigon', '西贡'],
};
