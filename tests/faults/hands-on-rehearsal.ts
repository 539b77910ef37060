import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { onTestFinished, vi } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { sleep } from '../../src/lib/clock.ts';
import type { Result } from '../../src/model/result.ts';
import { namespaces, writeScenario } from '../e2e/longhaul.ts';
import { faultsOf, INSTRUMENT, type PageFaults } from '../media/page-faults.ts';

/** What a test may lay hands on while a take is measured. */
export interface Hands {
  readonly publisher: PageFaults;
  /** Resolves so many seconds after the window has opened. */
  at(second: number): Promise<void>;
  /** Ids of the processes that run on this node. */
  pidsOn(node: string): number[];
}

export interface HandledRehearsal {
  readonly code: number;
  readonly result: Result;
  /** Of recordings and reports. */
  readonly directory: string;
  readonly talk: string;
}

/** `longhaul run` in this process, all of it real, with a hand on its pages: longhaul itself has no switch for faults. */
export async function rehearseByHand(
  directory: string,
  name: string,
  scenario: string,
  disturb: (hands: Hands) => Promise<void>,
): Promise<HandledRehearsal> {
  const pages: Page[] = [];
  const launch = chromium.launch.bind(chromium);
  const spy = vi.spyOn(chromium, 'launch').mockImplementation(async (options) => {
    const browser = await launch(options);
    instrumentPages(browser, pages);
    return browser;
  });
  const stop = new AbortController();
  onTestFinished(() => stop.abort(new Error('the test is over')));
  const out = join(directory, name);
  const [stdout, talk]: [string[], string[]] = [[], []];
  let opened: () => void = () => {};
  const windowOpened = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const running = run.run(
    {
      ...{ scenario: writeScenario(directory, scenario), out, json: true },
      ...{
        seed: undefined,
        shard: undefined,
        until: undefined,
        'most-minutes': undefined,
        again: 0,
        backend: 'auto',
        pcap: false,
        'pcap-limit': '200 MB',
      },
    },
    {
      terminal: {
        out: (text) => stdout.push(text),
        talk(text) {
          talk.push(text);
          if (text.includes('measuring for')) opened();
        },
        ...{ status: undefined, colour: false, width: 80 },
      },
      signal: stop.signal,
    },
  );
  try {
    // A take that ends before its window opens has nothing to disturb.
    await Promise.race([windowOpened.then(() => layHands(pages, disturb)), running]);
    const code = await running;
    return { code, result: JSON.parse(stdout.join('')) as Result, directory: out, talk: talk.join('\n') };
  } catch (error) {
    stop.abort(error);
    await running.catch(() => {});
    throw error;
  } finally {
    spy.mockRestore();
  }
}

function instrumentPages(browser: Browser, pages: Page[]): void {
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (options) => {
    const page = await newPage(options);
    await page.addInitScript(INSTRUMENT);
    pages.push(page);
    return page;
  };
}

function layHands(pages: readonly Page[], disturb: (hands: Hands) => Promise<void>): Promise<void> {
  const openedMs = performance.now();
  const page = pages.find((each) => each.url().endsWith('publisher.html'));
  if (page === undefined) throw new Error('no page publishes');
  return disturb({
    publisher: faultsOf(page),
    at: (second) => sleep(Math.max(0, openedMs + second * 1000 - performance.now())),
    pidsOn(node) {
      const namespace = namespaces().find((each) => each.endsWith(`-${node}`) && each.includes(`lh-${process.pid}x`));
      const pids = execFileSync('ip', ['netns', 'pids', namespace ?? `none of ${node}`], { encoding: 'utf8' });
      return pids.split('\n').filter(Boolean).map(Number);
    },
  });
}

/** The processes get only a part of the time, in turns too long for a frame: a starved viewer. */
export async function starve(pids: readonly number[], ms: number, { stopMs = 130, goMs = 30 } = {}): Promise<void> {
  const all = (signal: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids)
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
  };
  try {
    for (const endMs = performance.now() + ms; performance.now() < endMs; await sleep(goMs)) {
      all('SIGSTOP');
      await sleep(stopMs);
      all('SIGCONT');
    }
  } finally {
    all('SIGCONT');
  }
}
