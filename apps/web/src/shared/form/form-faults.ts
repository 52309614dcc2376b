/** What is wrong with a form: beside its fields, and in a sentence for the whole. Pure. */
import { Email, Password, PersonName, Role } from '@lockstep/protocol';
import { ApiError } from '../api/http.ts';
import type { FieldName, Values } from './field-name.ts';
import { FAULTS, FORM } from './messages.ts';

export interface FormFault {
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  readonly sentence: string | null;
  /** Until the next try is allowed; null: at any time. */
  readonly waitSeconds: number | null;
}

/** Who signs in may have a password from before a rule: only that there is one counts. */
const RULES: Readonly<Record<FieldName, (value: string) => boolean>> = {
  email: (value) => Email.safeParse(value).success,
  name: (value) => PersonName.safeParse(value).success,
  password: (value) => Password.safeParse(value).success,
  current: (value) => value !== '',
  role: (value) => Role.safeParse(value).success,
  // A token with the scope admin alone could do nothing.
  scopes: (value) => checkedOf(value).some((scope) => scope === 'read' || scope === 'write'),
  days: (value) => value !== '',
  // Where to it may go is the server's to say.
  url: (value) => /^https?:\/\/[^\s/]+\S*$/.test(value.trim()),
  events: (value) => checkedOf(value).some((event) => event.endsWith('.finished')),
};

/** What can be said before anything is sent; null when nothing is wrong. `known`: a password that exists already. */
export function faultBefore(values: Values, known: boolean): FormFault | null {
  const fields: Partial<Record<FieldName, string>> = {};
  for (const [name, value] of entries(values)) {
    if (name === 'password' && known ? value === '' : !RULES[name](value)) {
      fields[name] = name === 'password' && known ? FAULTS.current : FAULTS[name];
    }
  }
  return Object.keys(fields).length === 0 ? null : { fields, sentence: null, waitSeconds: null };
}

/** What is checked of a group of boxes. */
export function checkedOf(value: string | undefined): string[] {
  return (value ?? '').split(' ').filter((one) => one !== '');
}

/** What the server says of what was sent. */
export function faultAfter(error: unknown, values: Values): FormFault {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 429) {
    return { fields: {}, sentence: FORM.tooManyTries, waitSeconds: error.retryAfterSeconds };
  }
  if (error.kind === 'unreachable') return { fields: {}, sentence: FORM.unreachable, waitSeconds: null };
  const fields: Partial<Record<FieldName, string>> = {};
  for (const [name] of entries(values)) {
    // The server names a field by its way into the request: `body.password`.
    const fault = error.faults.find(({ path }) => path.split('.').at(-1) === name);
    if (fault !== undefined) fields[name] = capitalised(fault.message);
  }
  const said = Object.keys(fields).length > 0;
  return { fields, sentence: said ? null : error.message, waitSeconds: null };
}

export function passwordWords(length: number): string {
  if (length === 0) return FORM.enough(LEAST_CHARACTERS);
  return length < LEAST_CHARACTERS ? FORM.tooShort(length, LEAST_CHARACTERS) : FORM.longEnough(length);
}

/** As the schema `Password` has it. */
export const LEAST_CHARACTERS = 12;

function entries(values: Values): [FieldName, string][] {
  return Object.entries(values) as [FieldName, string][];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
