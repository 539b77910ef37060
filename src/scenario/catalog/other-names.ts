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
  hk: ['香港', 'HK'],
  'na-east': ['美东'],
  'na-west': ['美西'],
  'sea-vn': ['Saigon', '西贡'],
};

/** Everyday names of lines and devices, by the name in the catalog. A name of the catalog's own always comes first. */
export const OTHER_LINE_NAMES: Readonly<Record<string, readonly string[]>> = {
  fixed: [
    'fibre',
    'fiber',
    'ftth',
    'broadband',
    'cable',
    'dsl',
    'adsl',
    'home',
    'wired',
    'wi-fi',
    '光纤',
    '宽带',
    '家宽',
  ],
  mobile: ['4g', '5g', 'lte', 'cellular', 'phone', '手机', '移动网络', '流量'],
  'mobile-good': ['good 4g', '4g good', 'good 5g', 'good mobile'],
  'mobile-peak': ['bad 4g', '4g bad', 'weak 4g', '4g weak', 'slow 4g', 'poor 4g', 'bad mobile', 'mobile bad', '弱网'],
  direct: ['internet', 'public', '公网', '公网直连'],
  desktop: ['pc', 'laptop', 'computer', '电脑', '笔记本'],
  'low-end-phone': [
    'cheap phone',
    'phone low',
    'budget phone',
    'slow phone',
    'old phone',
    'entry phone',
    'low-end',
    '低端机',
    '千元机',
  ],
  'mid-phone': ['phone', 'smartphone', 'mobile', 'phone mid', 'mid-range phone', '手机', '中端机'],
  'smart-tv': ['tv', 'television', '电视'],
};
