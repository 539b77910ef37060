import { type Phrase, translate } from '../../report/messages/phrases.ts';
import { DOCTOR } from './doctor-phrases.ts';
import { REFUSALS } from './refusal-phrases.ts';

/** Puts each of several reasons into Chinese. */
const listed = (text = '') =>
  text
    .split('; ')
    .map((part) => translate(part, FAILURES).zh)
    .join('；');

const SLOW_1 = '请按本机速度运行：--slow 1';

/** Chinese for why something could not be measured. What the system itself says stays in its own words. */
export const FAILURES: readonly Phrase[] = [
  [/^the publisher could not publish: (.*)$/s, '推流端无法推流：$1'],
  [/^no viewer could watch: (.*)$/s, '没有观众能够观看：$1'],
  [/^no space left for (.*)$/, '$1 没有剩余空间'],
  [/^(.*) cannot be written: the disk is full$/, '$1 写入失败：磁盘已满'],
  [/^(.*) cannot be written: (.*)$/s, '$1 写入失败：$2'],
  [/^cannot write the recording (.*?): (.*)$/s, '录制文件 $1 写入失败：$2'],
  [/^no way to shape a network here: (.*)$/s, (reasons) => `本机无法模拟网络：${listed(reasons)}`],
  [/^((?:tun|netem|relay)): (.*)$/s, (id = '', reason = '') => `${id}：${listed(reason)}`],
  [/^cannot (.*)$/s, (what = '') => translate(what, REFUSALS).zh],
  [
    /^a device class needs a CPU limit on its viewers, and this machine cannot set one: (.*)$/s,
    '模拟设备需要限制观众的 CPU，而本机无法限制：$1',
  ],
  [/^the browser did not start: it finds no usable sandbox$/, '浏览器启动失败：没有可用的沙箱'],
  [/^the browser did not start: (.*)$/s, '浏览器启动失败：$1'],
  [/^the browser (.*) does not start$/, '浏览器 $1 无法启动'],
  [/^LONGHAUL_BROWSER is (.*), which cannot be run$/, 'LONGHAUL_BROWSER 为 $1，无法运行'],
  [/^no browser was found$/, '没有找到浏览器'],
  [
    /^the clock of (\S+)'s browser is (\S+) s off ours: it does not follow the rehearsal's own time$/,
    '$1 的浏览器时钟与彩排相差 $2 秒：它没有跟随彩排自己的时间',
  ],
  [/^(.*) and (\d+) more do not follow the rehearsal's own time$/, '$1 等另 $2 个程序没有跟随彩排自己的时间'],
  [/^(.*?) (?:do|does) not follow the rehearsal's own time$/, '$1 没有跟随彩排自己的时间'],
  [/^the time server (.*?) cannot be read: (.*)$/s, '无法读取时间服务器 $1：$2'],
  [
    /^the server of --with did not start: nothing listens at (\S+) after (\S+) s(.*)$/s,
    '--with 的服务器没有启动：$2 秒后 $1 仍无人监听$3',
  ],
  [/^the server of --with did not start: it ended with (\S+ ?\d*)(.*)$/s, '--with 的服务器没有启动：它已结束（$1）$2'],
  [/^the server of --with did not start: (.*)$/s, '--with 的服务器没有启动：$1'],
  [
    /^the server of --with cannot start: something listens at (\S+) already$/,
    '--with 的服务器无法启动：$1 已被其他程序监听',
  ],
  [/^the server of --with is gone: it ended with (\S+ ?\d*)(.*)$/s, '--with 的服务器已退出：它已结束（$1）$2'],
  [/^the virtual time library was not loaded: (.*)$/s, '时间放慢所用的库没有加载：$1'],
  [/^time cannot be slowed here: (.*)$/s, '本机无法放慢时间：$1'],
  [
    /^Agora’s servers cannot be found: no name server of this machine knows (.*)$/,
    '找不到声网的服务器：本机的域名服务器都不认识 $1',
  ],
  [/^no name server answers for (.*)$/, '没有域名服务器应答 $1'],
  [/^cannot listen on UDP port (\d+): (.*)$/s, '无法监听 UDP 端口 $1：$2'],
  [
    /^how busy the CPUs of this machine are cannot be read, nor so whether it has room to spare$/,
    '读不到本机 CPU 的忙碌程度，也就不知道是否还有余量',
  ],
  [/^the recording (.*) was moved or removed while it was being written$/s, '录制文件 $1 在录制中被移走或删除'],
  [/^the directory (.*) was moved or removed during the rehearsal$/s, '彩排中目录 $1 被移走或删除'],
  [/^no measurement succeeded$/, '没有一次测量成功'],
  [/^no IPv4 address of (.*) can be found$/, '查不到 $1 的 IPv4 地址'],
  [/^nobody answers at (.*)$/, '$1 没有应答'],
  [/^no way to the internet: the nft command is missing$/, '无法连到互联网：缺少 nft 命令'],
  [
    /^no way to the internet: without root it needs pasta, which is missing$/,
    '无法连到互联网：没有 root 时需要 pasta，而本机没有',
  ],
  [/^the origin did not start: (.*)$/s, '源站启动失败：$1'],
  [/^the network could not be built: (.*)$/s, '网络搭建失败：$1'],
  [/^the relay could not be started: (.*)$/s, '中继启动失败：$1'],
  [/^the (\w+) or the (\w+) command is missing$/, '缺少 $1 或 $2 命令'],
  [/^the (\w+) command is missing$/, '缺少 $1 命令'],
  [/^not root, and user namespaces are not allowed \((.*)\)$/, '不是 root，且不允许用户命名空间（$1）'],
  [/^not root, and a user namespace does not work here \((.*)\)$/s, '不是 root，且本机无法使用用户命名空间（$1）'],
  ...DOCTOR,
];

/** Chinese for what somebody can do about it. */
export const FAILURE_ADVICE: readonly Phrase[] = [
  [/^leave the directory of --out as it is until the rehearsal has ended$/, '彩排结束前请勿移动或删除 --out 的目录'],
  [
    /^calibrate on Linux, where \/proc\/stat says it; a rehearsal is judged here as anywhere, by whether anything was late$/,
    '请在 Linux 上校准，/proc/stat 会给出忙碌程度；彩排本身在这里照常评判：只看是否有延误',
  ],
  [/^Set XDG_STATE_HOME to a directory you can write to\.$/, '请把 XDG_STATE_HOME 设为可写入的目录。'],
  [
    /^run as root where (\S+) can be written \(in a container: (.*)\), or leave `device` out$/,
    '请在 $1 可写处以 root 运行（容器：$2），或不写 `device`',
  ],
  [
    /^run `(.*)` to see why, or set LONGHAUL_BROWSER to another$/,
    '运行 `$1` 可查明原因；或把 LONGHAUL_BROWSER 设为其他浏览器',
  ],
  [/^set it to the path of Chromium or Chrome, or unset it$/, '请设为 Chromium 或 Chrome 的路径，或取消设置'],
  [
    /^run `npm run setup`, or install Chromium \(Debian: (.*)\)$/,
    '请运行 `npm run setup`，或安装 Chromium（Debian：$1）',
  ],
  [/^`longhaul doctor` checks it; its path is (.*)$/, '可用 `longhaul doctor` 检查；其路径为 $1'],
  [
    /^a browser that drops LD_PRELOAD .*$/s,
    `浏览器不接受 LD_PRELOAD（setuid、snap 或其他 C 库）？请用 LONGHAUL_BROWSER 指定另一个，或按本机速度运行：--slow 1`,
  ],
  [
    /^The recordings are kept: once there is room, `longhaul report` with their directory writes the reports\.$/,
    '录制文件仍在：腾出空间后，用 `longhaul report 目录` 可生成报告。',
  ],
  [/^Free some disk space, or choose another disk with --out$/, '请腾出磁盘空间，或用 --out 换一个磁盘'],
  [/^disk full: free some space, or choose another disk with --out$/, '磁盘已满：请腾出空间，或用 --out 换一个磁盘'],
  [/^the directory is not writable: choose another with --out$/, '目录不可写：请用 --out 换一个'],
  [
    /^a recording is already there: choose another directory with --out, or remove it$/,
    '已有录制文件：请用 --out 换一个目录，或将其删除',
  ],
  [/^the directory is not there: create it, or choose another with --out$/, '目录不存在：请创建，或用 --out 换一个'],
  [
    /^look at the disk and the permissions of the directory, or choose another with --out$/,
    '请检查磁盘和目录权限，或用 --out 换一个目录',
  ],
  [
    /^programs that are setuid, statically linked or of another C library cannot be slowed; .*$/,
    `setuid、静态链接或使用其他 C 库的程序无法放慢；${SLOW_1}`,
  ],
  [/^play at the speed of this machine: --slow 1$/, SLOW_1],
  [
    /^check its name, and that UDP to it is let through; without `timeServer` this machine’s own clock counts$/,
    '请检查名称，以及是否放行通往它的 UDP；不写 `timeServer` 则以本机时钟为准',
  ],
  [
    /^try the command by itself; it is run by \/bin\/sh in this directory, must stay in the foreground and listen on IPv4$/,
    '请单独运行该命令试试；它由 /bin/sh 在当前目录运行，须留在前台并监听 IPv4',
  ],
  [
    /^check the internet connection; a private deployment is named by accessPoint$/,
    '请检查网络连接；私有部署用 accessPoint 指定',
  ],
  [/^check this machine’s internet connection and its name server$/, '请检查本机的网络连接和域名服务器'],
  [/^end it, or leave out --with to rehearse over it$/, '请结束它，或不写 --with 直接用它彩排'],
  [/^Name another port after --listen\.$/, '请在 --listen 后换一个端口。'],
  [/^Is the listening end still running\?$/, '监听端还在运行吗？'],
  [/^Check its name, or write its address\.$/, '请检查名称，或直接写地址。'],
  [
    /^Is "longhaul probe --listen" running there, is this its token, and does the way there let UDP to that port through\?$/,
    '对端是否在运行 "longhaul probe --listen"？令牌是否正确？途中是否放行该 UDP 端口？',
  ],
  [/^install (\w+): (.*); or run as root$/, '请安装 $1：$2；或以 root 运行'],
  [/^install (\w+): (.*)$/, '请安装 $1：$2'],
  [/^Run `npm run setup`, then try again\.$/, '请运行 `npm run setup`，然后重试。'],
  [/^see what `longhaul doctor` says about this machine$/, '请看 `longhaul doctor` 对本机的检查'],
  [
    /^try the endpoint and its token with another player, without the shaped network; each viewer’s attempts are in the recording$/,
    '请在不模拟网络时用其他播放器试该端点和令牌；每位观众的尝试都在录制文件中',
  ],
  [
    /^each attempt is in the recording’s events; for a server elsewhere, try its endpoint and token with another client$/,
    '每次尝试都在录制文件的事件中；若是别处的服务器，请用其他客户端试其端点和令牌',
  ],
  [
    /^the browser keeps itself in a sandbox, for which this machine lets unprivileged users make no user namespaces:$/,
    '浏览器运行在沙箱中，而本机不允许普通用户创建沙箱所需的用户命名空间：',
  ],
  [/^- allow them \((.*)$/s, '- 请放行（$1'],
  [
    /^- or set LONGHAUL_SANDBOX=off: longhaul opens no pages but its own and plays no media but what it published itself\.$/,
    '- 或设 LONGHAUL_SANDBOX=off：longhaul 只打开自己的页面，只播放自己推的流。',
  ],
  [/^(sudo sysctl -w .*), or run as root$/, '$1，或以 root 运行'],
  [/^run as root; in a container: (.*)$/, '请以 root 运行；在容器里：$1'],
  [/^allow UDP on the loopback interface$/, '请允许在 loopback 接口上收发 UDP'],
  ...DOCTOR,
];
