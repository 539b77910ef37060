// `longhaul run` in a process of its own, whose time can be slowed, and whose pages take faults: rehearse-with-faults.ts orders them.

import { execFileSync } from 'node:child_process';
import { type Browser, chromium, type Page } from 'playwright';
import { run } from '../../src/commands/run.ts';
import { sleep } from '../../src/lib/clock.ts';
import { namespaces } from '../e2e/namespaces.ts';
import { faultsOf, INSTRUMENT } from '../participants/page-faults.ts';
import type { FromRehearsal, ToRehearsal } from './faulty-process-messages.ts';

const pages: Page[] = [];
const launch = chromium.launch.bind(chromium);
chromium.launch = async (options) => {
  const browser = await launch(options);
  instrumentPages(browser);
  return browser;
};

function instrumentPages(browser: Browser): void {
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (options) => {
    const page = await newPage(options);
    await page.addInitScript(INSTRUMENT);
    pages.push(page);
    return page;
  };
}

const tell = (message: FromRehearsal) => void process.send?.(message);
const stop = new AbortController();
process.on('disconnect', () => stop.abort(new Error('the test is over')));

let openedMs = 0;
async function obey(order: ToRehearsal & { readonly type: 'order' }): Promise<unknown> {
  const publisher = pages.find((each) => each.url().endsWith('publisher.html'));
  switch (order.what) {
    case 'at':
      return sleep(Math.max(0, openedMs + order.value * 1000 - performance.now()));
    case 'pidsOn': {
      const namespace = namespaces().find(
        (each) => each.endsWith(`-${order.node}`) && each.includes(`lh-${process.pid}x`),
      );
      const pids = execFileSync('ip', ['netns', 'pids', namespace ?? `none of ${order.node}`], { encoding: 'utf8' });
      return pids.split('\n').filter(Boolean).map(Number);
    }
    case 'reload':
      return void (await publisher?.reload().catch(() => {}));
    default: {
      if (publisher === undefined) throw new Error('no page publishes');
      const faults = faultsOf(publisher);
      if (order.what === 'freeze' || order.what === 'blur') return faults[order.what](order.value > 0);
      return faults[order.what](order.value);
    }
  }
}

process.on('message', (message: ToRehearsal) => {
  if (message.type === 'order') {
    obey(message).then(
      (value) => tell({ type: 'done', id: message.id, value }),
      (error) => tell({ type: 'done', id: message.id, error: String(error) }),
    );
    return;
  }
  const terminal = {
    print: (text: string) => tell({ type: 'out', text }),
    log(text: string) {
      if (text.includes('measuring for')) openedMs = performance.now();
      tell({ type: 'talk', text });
    },
    ...{ status: undefined, colour: false, width: 80 },
  };
  run.run(message.args, { terminal, signal: stop.signal }).then(
    (code) => tell({ type: 'ended', code }),
    (error) => tell({ type: 'failed', error: String(error) }),
  );
});
