/** Words of the tree of files, and what new files begin with. */
import { plural } from '../../../shared/format.ts';
import type { GroupName } from './package-files.ts';

export const TREE = {
  label: 'Files of this draft',
  add: 'Add a file',
  unsaved: 'not saved yet',
  trouble: 'not saved, needs a look',
  faults: (count: number) => plural(count, 'problem'),
  none: 'none',
} as const;

export const GROUPS: Readonly<Record<GroupName, string>> = {
  exercise: 'Exercise',
  sample: 'Samples',
  secret: 'Hidden tests',
  scope: 'Scopes',
  accepted: 'Must be accepted',
  rejected: 'Must be rejected',
};

export const NEW_FILE = {
  title: 'Add a file',
  kind: 'What it is',
  verdict: 'Expected verdict',
  name: 'Name',
  nameHint: (path: string) => `The file will be ${path}`,
  sorted: (path: string) => `Tests run in the order of their names. The file will be ${path}`,
  nameFault: 'Write lower-case letters, digits, - and _, at most 60 characters.',
  taken: 'There is such a file already.',
  add: 'Add the file',
  adding: 'Adding it…',
  cancel: 'Leave it',
} as const;

export const RENAME = {
  title: 'Rename this file',
  path: 'Path',
  pathHint: 'Within the package. The folder of a submission is the verdict that it must get.',
  action: 'Rename',
  busy: 'Renaming…',
  unsaved: 'What is typed into this file could not be saved, so it is not renamed.',
} as const;

export const DELETE = {
  title: 'Delete this file?',
  text: (path: string) => `${path} is deleted from this draft. What is published stays as it is.`,
  note: 'There is no way back but the published package, or an export from before.',
  action: 'Delete the file',
  changed: 'Somebody changed this file meanwhile. Look at it before it is deleted.',
} as const;

/** Kinds of files that can be added. */
export const NEW_KINDS = {
  submission: 'A reference submission',
  sample: 'A sample, which candidates see',
  secret: 'A hidden test',
  scope: 'A scope, whose interleavings are explored',
  checker: 'checker.ts, for outcomes and generated values',
  hints: 'hints.yaml, opened one by one',
  editorial: 'editorial.md, for who was accepted',
  authors: 'authors.md, for other authors',
  notes: 'submissions.yaml, notes on submissions',
} as const;

/** What new files begin with. `call`: of the exercise's function. */
export const TEMPLATES: Readonly<Record<keyof typeof NEW_KINDS, (call: string) => string>> = {
  submission: () => '',
  sample: (call) => `call: "${call}"\nexpect: ""\nexplanation: \n`,
  secret: (call) => `call: "${call}"\nexpect: ""\ntitle: \n`,
  scope: (call) => `call: "${call}"\nexpect: ""\n`,
  checker: () =>
    `import { accept, type CheckAnswer, type PythonValue, reject } from '@lockstep/checker/author';\n\n/** Gets the arguments of the call and what the entry returned. */\nexport function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {\n  return outcome === args[0] ? accept() : reject('the result is another one');\n}\n`,
  hints: () => '# Each says a little more than the one before.\n- \n',
  editorial: () => '',
  authors: () => '',
  notes: () => '# Notes on submissions, and mistakes that leave them right.\n',
};
