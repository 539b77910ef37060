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

/** Other cities of a region, suggested where one is written: their round trips may differ from those of the region's own city. */
export const OTHER_CITIES: Readonly<Record<string, readonly string[]>> = {
  'eu-de': ['Berlin', 'Munich', 'Hamburg', '柏林', '慕尼黑'],
  'eu-es': ['Barcelona', '巴塞罗那'],
  'eu-fr': ['Marseille', 'Lyon'],
  'eu-gb': ['Manchester', 'Birmingham', 'Edinburgh'],
  'eu-it': ['Rome', 'Roma', '罗马'],
  in: ['Bangalore', 'Bengaluru', 'New Delhi', 'Chennai', 'Hyderabad', 'Kolkata', '新德里', '班加罗尔'],
  jp: ['Osaka', '大阪'],
  kr: ['Busan', '釜山'],
  'latam-br': ['Rio de Janeiro', 'Brasilia', '里约热内卢'],
  'latam-mx': ['Guadalajara', 'Monterrey'],
  'me-ae': ['Abu Dhabi', '阿布扎比'],
  'me-sa': ['Jeddah', '吉达'],
  'na-ca': ['Vancouver', 'Montreal', '温哥华', '蒙特利尔'],
  'na-east': ['Boston', 'Miami', 'Atlanta', 'Chicago', 'Washington', '波士顿', '迈阿密', '芝加哥'],
  'na-west': ['San Francisco', 'Seattle', 'San Jose', 'Las Vegas', '旧金山', '西雅图'],
  'oc-au': ['Melbourne', 'Brisbane', 'Perth', '墨尔本'],
  ru: ['Saint Petersburg', '圣彼得堡'],
  'sea-id': ['Surabaya', 'Bandung', 'Bali', '泗水', '万隆', '巴厘岛'],
  'sea-my': ['Penang', 'Johor Bahru', '槟城', '新山'],
  'sea-ph': ['Cebu', 'Davao', '宿务'],
  'sea-th': ['Chiang Mai', 'Phuket', '清迈', '普吉'],
  'sea-vn': ['Hanoi', 'Ha Noi', 'Da Nang', '河内', '岘港'],
  tr: ['Ankara', 'Izmir', '安卡拉'],
  tw: ['Kaohsiung', 'Taichung', '高雄', '台中'],
};
