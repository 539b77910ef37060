import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearseUntilDecided } from '../compare/rehearse-until-decided.ts';
import { realDate } from '../lib/clock.ts';
import { CannotMeasureError, EXIT } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { ExpectedTime } from '../pace/expected-time.ts';
import { type RehearseOptions, rehearse } from '../rehearse.ts';
import { markdownReport } from '../report/formats/markdown-report.ts';
import { rehearsalAnnotations } from '../report/formats/rehearsal-annotations.ts';
import { createRehearsalDirectory } from '../result/rehearsal-directory.ts';
import { startServer } from '../take/start-server.ts';
import type { Context } from './command.ts';
import type { Live } from './machine/open-live.ts';
import { isCopyOfPipe } from './machine/piped-scenario.ts';
import { serverAddresses } from './machine/with-server.ts';
import { failureText } from './messages/failure-text.ts';
import { say } from './messages/say.ts';
import { renewHistoryPage } from './show/renew-history-page.ts';
import { reportToCi } from './show/report-to-ci.ts';
import { showProgress } from './show/show-progress.ts';
import { showReportPath, showResult } from './show/show-result.ts';

/** A rehearsal that is ready to be played: scenario and machine are checked. */
interface Prepared {
  readonly scenario: Scenario;
  /** Text of the scenario file, kept beside the recordings. */
  readonly source: string;
  /** Scenario file as named on the command line. */
  readonly file: string;
  /** Directory for recordings and reports; a new one under reports/ unless given. */
  readonly out: string | undefined;
  readonly json: boolean;
  /** Command of a media server to start beside the rehearsal. */
  readonly server: string | undefined;
  /** Expected time of all takes, if their number is known. */
  readonly expected: ExpectedTime | undefined;
  /** Limit in minutes of a rehearsal that goes on until it is decided; undefined for one whose seeds are fixed. */
  readonly mostMinutes: number | undefined;
  /** Live page and OpenMetrics, as far as they were asked for. */
  readonly view: Live;
  readonly options: Omit<RehearseOptions, 'directory' | 'signal' | 'server' | 'onJudged' | 'onProgress'>;
}

/** Plays a prepared rehearsal and shows its verdict. Returns the exit code. */
export async function playAndReport(prepared: Prepared, { terminal, signal }: Context): Promise<number> {
  const { scenario, source, file, out, json, server, expected, mostMinutes, view } = prepared;
  const directory = createRehearsalDirectory(out, scenario.name, realDate());
  writeFileSync(join(directory, 'scenario.yaml'), source);
  const startedServer =
    server === undefined ? undefined : await startServer(server, await serverAddresses(scenario), signal);
  let code: number | undefined;
  let judged: Result | undefined;
  const options: RehearseOptions = {
    ...prepared.options,
    ...{ directory, signal, language: terminal.language, server: startedServer },
    onJudged: (result: Result) => {
      judged = result;
      code = showResult(result, directory, { json, terminal, ...(!isCopyOfPipe(file) && { scenarioFile: file }) });
      const markdown = markdownReport(result).map(({ content }) => String(content));
      const annotations = rehearsalAnnotations(result, file);
      reportToCi({ annotations, markdown: markdown.join('\n') }, { terminal, json });
    },
    onProgress: view.follow(showProgress(terminal, scenario, expected)),
  };
  const playing =
    mostMinutes === undefined
      ? rehearse(scenario, options)
      : rehearseUntilDecided(scenario, { ...options, mostMinutes });
  try {
    await playing.finally(() => startedServer?.close());
  } catch (error) {
    // Once the verdict is out, stdout has had its one result: report what cannot be written on stderr alone.
    if (code === undefined || !(error instanceof CannotMeasureError)) throw error;
    const { message, advice } = failureText(error);
    terminal.log(`${say(terminal, message)}\n${say(terminal, advice)}`);
    return EXIT.couldNotMeasure;
  }
  view.finish(judged, directory);
  showReportPath(directory, { json, terminal });
  await renewHistoryPage(directory, terminal);
  return code ?? EXIT.couldNotMeasure;
}
