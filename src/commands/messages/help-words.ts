import type { Text } from '../../report/messages/words.ts';

/** Texts of --help that belong to no command. */
export const HELP_WORDS = {
  purpose: { en: 'Rehearse a live stream before it goes on air.', zh: '在开播之前彩排直播。' },
  exitCodes: {
    en: 'Exit codes: 0 ready, 1 not ready, 2 bad input, 3 could not measure.',
    zh: '退出码：0 可以开播，1 尚未就绪，2 输入有误，3 无法测量。',
  },
  lang: {
    en: 'language of what people read (default: that of LC_ALL, LC_MESSAGES or LANG)',
    zh: '界面语言（默认取自 LC_ALL、LC_MESSAGES 或 LANG）',
  },
  completion: {
    en: 'print a script that completes commands, options and files in bash or zsh',
    zh: '输出 bash 或 zsh 的补全脚本，补全命令、选项和文件名',
  },
} as const satisfies Record<string, Text>;

/** Chinese for the help of one command; the English stands in the command itself. */
export interface CommandHelp {
  readonly describe: string;
  /** Descriptions by name of the option or positional; those of SHARED_HELP may be left out. */
  readonly options: Readonly<Record<string, string>>;
}

/** Chinese for options that mean the same in several commands. */
export const SHARED_HELP: Readonly<Record<string, string>> = {
  scenario: '场景 YAML 文件',
  directory: '一次彩排的目录',
  json: '以 JSON 输出到标准输出',
  backend: '网络后端：auto、tun、netem、relay',
  slow: '放慢彩排自身的时钟，使本机跟得上：auto 或 1 到 64 的倍数（默认取场景的设定，否则为 auto）',
  'pcap-limit': '单个抓包文件的最大尺寸；达到后停止抓包，彩排继续',
};

/** Chinese for the help of every command. */
export const COMMAND_HELP: Readonly<Record<string, CommandHelp>> = {
  run: {
    describe: '彩排一个场景：真实浏览器、整形网络，得出开播就绪报告',
    options: {
      scenario: '场景 YAML 文件，或自带场景的名称：quickstart',
      out: '录制与报告的目录（默认：reports/<场景>-<时间>）',
      seed: '只用此种子运行一轮，不用场景的种子',
      shard: '只运行本机分到的种子，例如 2/8；用 `longhaul merge` 合并各部分',
      until: '有方案时：逐个种子运行，直到能判断各方案是否变差',
      'most-minutes': '配合 --until：最长运行时间（分钟，默认 20）',
      again: '受本机干扰的轮次以两倍放慢重新运行，最多这么多次（默认 3；固定 --slow 时为 0）',
      'most-time': '超过此真实时间后不再重新运行受干扰的轮次，例如 "30 min"（默认：各轮总时长的三倍，至少 10 分钟）',
      with: '在彩排旁启动你自己的媒体服务器，与其共用放慢的时间：--with "mediamtx my.yml"',
      live: '运行时显示彩排的页面，仅限本机：--live [端口]；写成 主机:端口 则可供他人观看',
      metrics: '以 OpenMetrics 格式提供相同的数据，供 Prometheus 采集：--metrics 端口 或 主机:端口',
      pcap: '为每台主机抓包（供 Wireshark 使用），存放在 captures/',
      json: '将 result.json 输出到标准输出',
    },
  },
  init: {
    describe: '回答四个问题，写出第一个场景：发往哪里、从哪里、多少码率、何时',
    options: {
      file: '写入的文件（默认：my-show.yaml）',
      to: '观众所在地：jakarta、日本、na-west',
      from: '直播间的线路：cn-studio-fibre、5g',
      bitrate: '编码器发送的码率：2 Mbps',
      at: '开播时间，带时区偏移：2026-11-27T20:00+08:00',
    },
  },
  check: { describe: '检查场景文件是否有效，无效时指出错在哪里', options: { json: '输出解析后的场景' } },
  judge: {
    describe: '仅凭录制文件，重新测量并评判一次已完成的彩排',
    options: { json: '将 result.json 输出到标准输出' },
  },
  merge: {
    describe: '合并多台机器用 `run --shard` 分别运行的部分，作为一次彩排评判',
    options: {
      directories: '各部分的目录',
      out: '合并后彩排的目录（默认：reports/<场景>-<时间>）',
      partial: '即使缺少场景的部分种子也照样评判',
      json: '将 result.json 输出到标准输出',
    },
  },
  compare: {
    describe: '比较两次已完成的彩排，或一次彩排中的各方案与其直播本身',
    options: {
      baseline: '一次彩排的目录',
      candidate: '另一次彩排的目录；不写则比较前者内部的各方案',
      'more-baseline': '基准的更多轮次：目录',
      'more-candidate': '候选的更多轮次：目录',
      'on-inconclusive': '无法判断差异时的结果：pass 与 warn 以 0 退出；结果无效时从不以 0 退出',
      'on-not-ready': '候选自身未达标时的结果；new：除非基准同样未达标',
      look: '对不断增加的种子的第几次查看',
      looks: '计划查看的次数，最多 3',
      'any-look': '使用无论查看多少次都有效的检验，与 `run --until decided` 相同',
      out: 'comparison.json、comparison.md 和 comparison.junit.xml 的目录',
    },
  },
  curve: {
    describe: '对方案构成码率阶梯的彩排，给出质量随码率的变化，以及各设定之间的 BD-rate',
    options: {
      directories: '一次彩排的目录，以及同一场景的更多轮次',
      out: '存放图表页面、PNG 文件和 curves.json 的目录',
    },
  },
  baseline: {
    describe: '将一次彩排存为 `compare` 的基准，查看某个基准，或列出所有基准',
    options: {
      directory: 'save：彩排的目录；show：基准的名称',
      as: 'save：基准的名称（默认取场景名）',
      in: '存放基准的目录',
    },
  },
  plan: {
    describe: '根据以往彩排的波动，估算要看出变化需要多少种子和多少分钟',
    options: {
      from: '以往彩排的目录',
      variant: '只用此方案的波动：与待比较者差异相当的方案',
      margins: '要看出的变化有几个容差那么大',
    },
  },
  recommend: {
    describe: '在编码、尺寸和码率的阶梯中搜索，找出各地区都达标的最清晰画面',
    options: {
      scenario: '场景 YAML 文件，可含 ladder',
      out: '目录；其中已有的搜索会继续',
      takes: '最多运行的轮次，含 --out 中已有搜索的轮次',
      json: '将 recommendation.json 输出到标准输出',
    },
  },
  trend: { describe: '在一批彩排中，找出某项指标的水平从何时起变化', options: { folder: '存放各次彩排目录的目录' } },
  report: { describe: '仅凭录制文件，重新写出一次彩排的所有报告', options: {} },
  diagnose: {
    describe: '找出一次彩排的卡顿与延迟从何而来：相同种子下，逐一将某一部分换成理想状态重新运行',
    options: { 'most-minutes': '最长运行时间（分钟）；之后用同一命令可继续', json: '将 diagnose.json 输出到标准输出' },
  },
  list: {
    describe: '列出一个目录中的各次彩排，最新的在前',
    options: { folder: '存放各次彩排目录的目录', html: '同时写出目录页 index.html' },
  },
  open: { describe: '在浏览器中打开一次彩排的报告', options: { directory: '一次彩排的目录（默认：最近一次）' } },
  catalog: {
    describe: '列出、搜索并说明场景可以引用的地区、线路与跨境链路',
    options: { words: '名称、地点或类别：jakarta、雅加达、4g、sea-id/fixed', with: '你自己的目录文件' },
  },
  probe: {
    describe: '测量一条真实线路：一端运行 probe --listen，另一端运行 probe HOST:PORT --token ...',
    options: {
      target: '另一端的 HOST:PORT；与 --listen 同用时为端口（默认：任意空闲端口）',
      listen: '应答持有令牌的探测方',
      token: '监听端显示的令牌（或环境变量 LONGHAUL_PROBE_TOKEN）',
      seconds: '探测延迟、抖动与丢包的秒数；其余步骤约需一分钟',
      hours: '持续测量的小时数，逐小时写入同一个文件',
      every: '与 --hours 同用：两次测量间隔的分钟数',
      name: '场景中引用此线路的名称',
      out: '要写入的文件（默认：NAME.yaml）',
      'most-mbps': '任一方向的最高发送速率；在监听端限制其自身发送',
      'most-mb': '每次测量最多发送的 MB 数',
      synchronised: '两端时钟一致（就近 NTP）：给出各方向的延迟',
    },
  },
  airtime: {
    describe: '列出一天的时间表：各地区的当地时刻，以及 airtime 会选用的线路',
    options: { scenario: '只看此场景的地区（默认：目录中的所有地区）', date: '中国的日期（默认：今天）' },
  },
  network: {
    describe: '在场景的整形网络中的各主机上运行命令：network FILE --in HOST -- COMMAND [--in HOST -- COMMAND]...',
    options: {
      in: 'publisher、origin 或某位观众（默认：第一位观众）；有多条命令时，最后一条结束则全部结束',
      seed: '网络“天气”的种子（默认：场景的第一个）',
      slow: '将命令及其网络的时间放慢此倍数，1 到 64',
      internet: '允许各主机经自身链路访问真实互联网（IPv4），但不能访问局域网',
      'allow-lan': '配合 --internet：也可访问局域网',
      pcap: '各主机抓包的新目录（供 Wireshark 使用）',
    },
  },
  doctor: {
    describe: '检查本机能做什么、缺什么、如何补上',
    options: {
      calibrate: '测量本机在某种画面下可承载多少观众（需数分钟）；结果供 run 与 check 使用',
      codec: '配合 --calibrate：画面的编码',
      size: '配合 --calibrate：画面的尺寸',
      fps: '配合 --calibrate：画面的帧率',
      bitrate: '配合 --calibrate：直播的码率',
      most: '配合 --calibrate：最多尝试多少观众',
    },
  },
};
