import { html, type Markup } from '../../report/html/markup.ts';
import type { Text } from '../../report/messages/words.ts';
import type { LivePoint, StateMessage, TakeMessage } from '../live-message.ts';
import { machineCourse, regionCourse } from './course-section.ts';
import { LIVE_WORDS } from './live-words.ts';
import {
  budgetSection,
  earlierSection,
  headSection,
  incidentSection,
  pictureSection,
  reportLine,
  toneOf,
} from './sections.ts';

// The page's script: bundled into it, run by the browser. Sections are rewritten only when they differ, charts only while seen.

let take: TakeMessage | undefined;
let state: StateMessage | undefined;
let points: LivePoint[] = [];
let href: string | 'none' | undefined;
const written = new Map<string, string>();
const seen = new Set<Element>();

const byId = (id: string) => document.getElementById(id);

function write(id: string, { markup }: Markup): void {
  const element = byId(id);
  if (element === null || written.get(id) === markup) return;
  written.set(id, markup);
  element.innerHTML = markup;
}

function say(text: Text | undefined): void {
  const element = byId('connection');
  if (element === null) return;
  element.hidden = text === undefined;
  element.innerHTML = text === undefined ? '' : html`${text}`.markup;
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    drawCharts();
  },
  { rootMargin: '200px' },
);

/** Makes an empty card for each region and one for the machine. */
function layOut(regions: number): void {
  const container = byId('courses');
  if (container === null) return;
  observer.disconnect();
  seen.clear();
  container.replaceChildren();
  for (let place = 0; place <= regions; place++) {
    const card = document.createElement('section');
    card.className = 'card';
    card.id = `course-${place}`;
    written.delete(card.id);
    container.append(card);
    observer.observe(card);
  }
}

function drawCharts(): void {
  if (take === undefined || document.hidden) return;
  for (const card of seen) {
    const place = Number(card.id.replace('course-', ''));
    write(card.id, place < take.regions.length ? regionCourse(take, place, points) : machineCourse(take, points));
  }
}

function drawState(): void {
  if (state === undefined || document.hidden) return;
  const head = byId('head');
  if (head !== null) head.className = `verdict ${toneOf(state)}`;
  write('head', headSection(take, state, reportLine(state, href)));
  if (take === undefined) return;
  write('incidents', incidentSection(take, state));
  write('earlier', earlierSection(take, state));
  write('budgets', budgetSection(take, state));
  write('pictures', pictureSection(take, state));
}

function draw(): void {
  drawState();
  drawCharts();
}

async function fetchReport(): Promise<void> {
  const response = await fetch('/report').catch(() => undefined);
  const report = response?.ok ? await response.blob() : undefined;
  href = report === undefined ? 'none' : URL.createObjectURL(report);
  draw();
}

function listen(): void {
  const source = new EventSource('/events');
  const on = <T>(name: string, take: (data: T) => void) =>
    source.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
  source.onopen = () => say(undefined);
  source.onerror = () => say(LIVE_WORDS.lost);
  on<TakeMessage>('take', (data) => {
    const isNew = take?.run !== data.run || take.ordinal !== data.ordinal;
    take = data;
    if (!isNew) return;
    points = [];
    layOut(data.regions.length);
  });
  on<LivePoint[]>('points', (data) => {
    const last = points.at(-1)?.second ?? -1;
    points.push(...data.filter(({ second }) => second > last));
    drawCharts();
  });
  on<StateMessage>('state', (data) => {
    const wasFinished = state?.finished !== undefined;
    state = data;
    drawState();
    if (data.finished !== undefined && !wasFinished) void fetchReport();
    // The server goes; the page stays as it is.
    if (data.finished !== undefined || data.phase === 'stopped') source.close();
  });
}

async function begin(): Promise<void> {
  say(LIVE_WORDS.connecting);
  const token = location.hash.slice(1);
  if (token !== '') {
    const response = await fetch('/enter', { method: 'POST', body: token }).catch(() => undefined);
    // Out of the address, so that it is in no picture of the screen; the cookie stays.
    if (response?.ok) history.replaceState(null, '', location.pathname + location.search);
  }
  const allowed = await fetch('/allowed').catch(() => undefined);
  if (allowed?.status === 401) say(LIVE_WORDS.refused);
  else listen();
}

document.addEventListener('visibilitychange', draw);
void begin();
