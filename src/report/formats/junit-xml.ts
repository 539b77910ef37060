import { escapeMarkup } from '../text/escape.ts';

/** Test case of a JUnit file: passed, failed (the stream), in error (nothing proved) or skipped. */
export interface Case {
  readonly name: string;
  readonly state: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly text: string;
}

export interface Property {
  readonly name: string;
  readonly value: string;
}

export interface Suite {
  /** Name, also the class name of its cases: "scenario.region". */
  readonly scope: string;
  readonly startedAt: string;
  readonly seconds: number;
  /** Facts that belong to no case. */
  readonly properties?: readonly Property[];
  readonly cases: readonly Case[];
}

/** Writes suites as a JUnit XML document. */
export function junitDocument(name: string, suites: readonly Suite[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${escapeMarkup(name)}" ${failing(suites.flatMap(({ cases }) => cases))}>
${suites.map(suiteXml).join('\n')}
</testsuites>
`;
}

function suiteXml({ scope, startedAt, seconds, properties = [], cases }: Suite): string {
  const name = escapeMarkup(scope);
  return `  <testsuite name="${name}" timestamp="${escapeMarkup(startedAt)}" time="${seconds}" ${failing(cases)} skipped="${count(cases, 'skipped')}">
${propertiesXml(properties)}${cases.map((each) => caseXml(each, name)).join('\n')}
  </testsuite>`;
}

/** Writes the properties, which the format's schema wants before the cases. */
function propertiesXml(properties: readonly Property[]): string {
  if (properties.length === 0) return '';
  const lines = properties.map(
    ({ name, value }) => `      <property name="${escapeMarkup(name)}" value="${escapeMarkup(value)}"/>`,
  );
  return `    <properties>\n${lines.join('\n')}\n    </properties>\n`;
}

/** Writes the counts that the root has too; by Jenkins' schema, the root may not have `skipped`. */
function failing(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${count(cases, 'failure')}" errors="${count(cases, 'error')}"`;
}

function count(cases: readonly Case[], state: Case['state']): number {
  return cases.filter((each) => each.state === state).length;
}

function caseXml({ name, state, message, text }: Case, scope: string): string {
  const open = `    <testcase classname="${scope}" name="${escapeMarkup(name)}"`;
  if (state === 'passed') {
    return text === ''
      ? `${open}/>`
      : `${open}>\n      <system-out>${escapeMarkup(text)}</system-out>\n    </testcase>`;
  }
  return `${open}>\n      <${state} message="${escapeMarkup(message)}">${escapeMarkup(text)}</${state}>\n    </testcase>`;
}
