// The JUnit schema that Jenkins' xUnit plugin validates every file with, as rules: jenkinsci/xunit-plugin,
// src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd, at 031e285ef3b60dee7aaf36e9096d7dcd95ffae83.
// Any violation (a missing required attribute, an unknown one) makes the plugin refuse the whole file.

interface Element {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  readonly holdsText?: boolean;
}

const OUTCOME: Element = { required: [], optional: ['type', 'message'], children: [], holdsText: true };
const OUTPUT: Element = { required: [], optional: [], children: [], holdsText: true };

/** Elements that we write; reruns and flaky tests are left out. */
const ELEMENTS: Readonly<Record<string, Element>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  properties: { required: [], optional: [], children: ['property'] },
  property: { required: ['name', 'value'], optional: [], children: [] },
  failure: OUTCOME,
  error: OUTCOME,
  skipped: OUTCOME,
  'system-out': OUTPUT,
  'system-err': OUTPUT,
};

/** The schema's SUREFIRE_TIME, which only suites have. */
const TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

const TOKEN = /<\?[^>]*\?>|<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;

/** Returns the first violation of the schema in a well-formed file; undefined if there is none. */
export function junitFault(text: string): string | undefined {
  const open: string[] = [];
  for (const [, close, name, attributes = '', closed, words = ''] of text.matchAll(TOKEN)) {
    const parent = open.at(-1);
    if (name === undefined) {
      if (words.trim() !== '' && parent !== undefined && ELEMENTS[parent]?.holdsText !== true)
        return `${parent} holds text`;
      continue;
    }
    if (close === '/') {
      open.pop();
      continue;
    }
    const fault = elementFault(name, parent, attributes);
    if (fault !== undefined) return fault;
    if (closed !== '/') open.push(name);
  }
  return undefined;
}

function elementFault(name: string, parent: string | undefined, text: string): string | undefined {
  const element = ELEMENTS[name];
  if (element === undefined) return `${name} is no element`;
  if (parent !== undefined && ELEMENTS[parent]?.children.includes(name) !== true) return `${parent} holds no ${name}`;
  const attributes = new Map(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  for (const key of attributes.keys())
    if (![...element.required, ...element.optional].includes(key)) return `${name} has no attribute ${key}`;
  for (const key of element.required) if (!attributes.has(key)) return `${name} lacks ${key}`;
  const time = attributes.get('time');
  if (name !== 'testcase' && time !== undefined && !TIME.test(time)) return `${name} time="${time}" is no time`;
  return undefined;
}
