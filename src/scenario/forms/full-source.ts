import type { Notes } from '../reading/notes.ts';
import { isMap } from '../reading/structure.ts';
import { FILE_NAME } from '../schema/short-forms.ts';

/** Everyday words for a picture, without case and spaces, by what the presenter has or lacks of it. */
const PICTURES: readonly (readonly [words: readonly string[], but: string])[] = [
  [
    [
      ...[
        'talkinghead',
        'webcam',
        'camera',
        'cam',
        'host',
        'person',
        'people',
        'face',
        'anchor',
        'streamer',
        'speaker',
        'teacher',
      ],
      ...['live', 'studio', 'generated', 'synthetic', 'default', 'auto', 'vtuber'],
      ...['主播', '真人', '摄像头', '相机', '老师', '讲师', '人像', '口播', '带货', '默认', '自动生成'],
    ],
    'the one generated picture',
  ],
  [
    [
      ...[
        'game',
        'games',
        'gameplay',
        'gaming',
        'esports',
        'esport',
        'sports',
        'sport',
        'football',
        'soccer',
        'basketball',
        'racing',
      ],
      ...[
        'concert',
        'music',
        'band',
        'stage',
        'dance',
        'show',
        'movement',
        'motion',
        'action',
        'movie',
        'film',
        'video',
        'crowd',
      ],
      ...['游戏', '电竞', '体育', '球赛', '足球', '篮球', '演唱会', '音乐会', '舞台', '舞蹈', '晚会', '电影', '视频'],
    ],
    'the one generated picture, as many bits but calmer than this: take clarity from a clip of it',
  ],
  [
    [
      ...[
        'screen',
        'screenshare',
        'screensharing',
        'screencast',
        'desktop',
        'slides',
        'slide',
        'slideshow',
        'presentation',
        'powerpoint',
      ],
      ...['ppt', 'keynote', 'document', 'documents', 'whiteboard', 'text', 'code', 'terminal'],
      ...['屏幕', '屏幕共享', '桌面', '课件', '幻灯片', '文档', '白板', '演示'],
    ],
    'the one generated picture, which moves where a screen stands still: take bits and clarity from a clip of it',
  ],
  [
    [
      ...[
        'bars',
        'colorbars',
        'colourbars',
        'smpte',
        'smptebars',
        'test',
        'testsrc',
        'testsrc2',
        'testcard',
        'testpattern',
        'pattern',
      ],
      ...['testpicture', 'testimage', 'testvideo', 'noise', 'clock', 'counter', '彩条', '测试图', '测试画面', '测试卡'],
    ],
    'the one generated picture, which moves as a host does',
  ],
];

/** Returns a source that is a file's name alone as a file, and an everyday word for a picture as the generated one; warns of how they differ. */
export function fullSource(source: unknown, notes: Notes): unknown {
  if (isMap(source) && source.file === undefined) {
    const [own, ...others] = ['type', 'kind', 'generated', 'picture'].flatMap((key) =>
      typeof source[key] === 'string' ? [source[key]] : [],
    );
    return own === undefined || others.length > 0 || Object.keys(source).length > 1 ? source : fullSource(own, notes);
  }
  if (typeof source !== 'string') return source;
  if (FILE_NAME.test(source)) return { file: source };
  const word = source.toLowerCase().replace(/[\s_-]/g, '');
  if (word === 'presenter') return 'presenter';
  const [, but] = PICTURES.find(([words]) => words.includes(word)) ?? [];
  if (but === undefined) return source;
  notes.warnings.push({
    path: ['broadcast', 'source'],
    text: `${source} is taken as presenter, ${but}; {file: clip.mp4} sends your own`,
  });
  return 'presenter';
}
