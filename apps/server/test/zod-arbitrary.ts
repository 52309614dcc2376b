/** Values of a schema, for property tests: every kind of schema that the protocol is made of, and no other. */
import { PythonValue } from '@lockstep/protocol';
import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

type Schema = z.core.$ZodType;

/** What a schema is made of. */
export function partsOf(schema: Schema): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

const MOST_ELEMENTS = 3;
/** Those that are checked by hand: whoever adds one says here what it is made of. */
const OWN: readonly (readonly [Schema, () => Arbitrary<unknown>])[] = [
  [PythonValue, () => fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string(), fc.array(fc.string()))],
];

/** Throws for a kind that it does not know: then a field could go unseen. */
export function arbitraryOf(schema: Schema): Arbitrary<unknown> {
  const own = OWN.find(([known]) => known === schema)?.[1];
  const made = own === undefined ? ofKind(schema) : own();
  // Refinements hold for most values by themselves.
  const hasChecks = (schema._zod.def.checks ?? []).length > 0;
  return hasChecks ? made.filter((value) => accepts(schema, value)) : made;
}

/** Whether a value is one of the schema. */
export function accepts(schema: Schema, value: unknown): boolean {
  return z.safeParse(schema, value).success;
}

function ofKind(schema: Schema): Arbitrary<unknown> {
  const parts = partsOf(schema);
  switch (parts.type) {
    case 'string':
      return text(schema as z.ZodString);
    case 'number':
      return figure(schema as z.ZodNumber);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'literal':
      return fc.constantFrom(...parts.values);
    case 'enum':
      return fc.constantFrom(...Object.values(parts.entries));
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(parts.shape).map(([key, field]) => [key, arbitraryOf(field)])),
        {
          requiredKeys: Object.entries(parts.shape).flatMap(([key, field]) => (isOptional(field) ? [] : [key])),
        },
      );
    case 'array': {
      const { minimum: minLength = 0, maximum = MOST_ELEMENTS } = checksOf(parts.checks);
      const maxLength = Math.max(minLength, Math.min(maximum, MOST_ELEMENTS));
      return fc.array(arbitraryOf(parts.element), { minLength, maxLength });
    }
    case 'tuple':
      return fc.tuple(...parts.items.map(arbitraryOf));
    case 'record':
      return fc.dictionary(fc.string(), arbitraryOf(parts.valueType), { maxKeys: MOST_ELEMENTS });
    case 'union':
      return fc.oneof(...parts.options.map(arbitraryOf));
    case 'nullable':
      // More often there than not: what is not there hides nothing.
      return fc.oneof(
        { weight: 4, arbitrary: arbitraryOf(parts.innerType) },
        { weight: 1, arbitrary: fc.constant(null) },
      );
    case 'optional':
    case 'default':
      return arbitraryOf(parts.innerType);
    case 'pipe':
      return arbitraryOf(parts.in);
    default:
      throw new Error(`no values are made of the kind ${parts.type}: add it here`);
  }
}

/** What has a default is there once it is read, and in answers. */
function isOptional(schema: Schema): boolean {
  return partsOf(schema).type === 'optional';
}

/** What the checks of a text or an array ask for. */
function checksOf(checks: readonly z.core.$ZodCheck[] = []) {
  const asked: { minimum?: number; maximum?: number; pattern?: RegExp } = {};
  for (const { _zod } of checks) Object.assign(asked, _zod.def);
  return asked;
}

function text(schema: z.ZodString): Arbitrary<string> {
  switch (schema.format) {
    case 'uuid':
      return fc.uuid();
    case 'datetime':
      return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString());
    case 'url':
      return fc.webUrl();
    default: {
      const { pattern } = checksOf(schema._zod.def.checks);
      if (pattern !== undefined) return fc.stringMatching(pattern);
      const minLength = schema.minLength ?? 0;
      return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(schema.maxLength ?? 20, 20)) });
    }
  }
}

const SPREAD = 1_000_000;

function figure({ minValue, maxValue, isInt }: z.ZodNumber): Arbitrary<number> {
  const min = Math.max(minValue ?? -SPREAD, -SPREAD);
  const max = Math.min(maxValue ?? SPREAD, min + SPREAD);
  return isInt ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }).map((value) => value + 0);
}
