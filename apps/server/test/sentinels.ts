/** Marks in fields that are hidden, and where they turn up. */
import { HIDDEN, type HiddenUntil } from '@lockstep/protocol';
import type { z } from 'zod';
import { accepts, partsOf } from './zod-arbitrary.ts';

type Schema = z.core.$ZodType;

/** What every mark begins with, a text or a figure: longer than any figure that is made. */
const MARK = '3133731337';
/** A mark for a text. */
export const MARKED = `hidden-${MARK}`;

/**
 * The value with a mark in place of every text and figure below a field that is hidden in one of these ways. Marks are as
 * the schema wants them where it wants digits; what takes neither stays.
 */
export function marked(schema: Schema, value: unknown, ways: readonly HiddenUntil[]): unknown {
  let marks = 0;
  const mark = (place: Schema): unknown => {
    marks += 1;
    const candidates = [`hidden-${MARK}-${marks}`, `${MARK}${marks}`, Number(`${MARK}${marks}`)];
    return candidates.find((candidate) => accepts(place, candidate));
  };
  const visit = (place: Schema, at: unknown, hidden: boolean): unknown => {
    const below = hidden || isHidden(place, ways);
    if (at === null || at === undefined) return at;
    const parts = partsOf(place);
    switch (parts.type) {
      case 'string':
      case 'number':
        return below ? (mark(place) ?? at) : at;
      case 'object':
        return mapped(at as Record<string, unknown>, (key, inner) => {
          const field = parts.shape[key];
          return field === undefined ? inner : visit(field, inner, below);
        });
      case 'record':
        return mapped(at as Record<string, unknown>, (_, inner) => visit(parts.valueType, inner, below));
      case 'array':
        return (at as unknown[]).map((inner) => visit(parts.element, inner, below));
      case 'tuple':
        return (at as unknown[]).map((inner, place) => visit(parts.items[place] as Schema, inner, below));
      case 'union': {
        const option = parts.options.find((one) => accepts(one, at));
        return option === undefined ? at : visit(option, at, below);
      }
      case 'nullable':
      case 'optional':
      case 'default':
        return visit(parts.innerType, at, below);
      case 'pipe':
        // A Python value: only below a test that is hidden as a whole.
        return below ? `hidden-${MARK}-value` : at;
      default:
        return at;
    }
  };
  return visit(schema, value, false);
}

/** The marks in what somebody is told. */
export function marksIn(told: unknown): string[] {
  return JSON.stringify(told ?? null).match(new RegExp(`[\\w-]*${MARK}[\\w-]*`, 'g')) ?? [];
}

export interface HiddenPlace {
  readonly path: string;
  readonly until: HiddenUntil;
}

/** Fields of a schema that are hidden. Throws for what lets anything through: there, anything could hide. */
export function hiddenPlaces(schema: Schema, path = ''): HiddenPlace[] {
  const until = HIDDEN.get(schema)?.until;
  const own = until === undefined ? [] : [{ path, until }];
  return [...own, ...inner(schema, path).flatMap(([place, part]) => hiddenPlaces(part, place))];
}

function inner(schema: Schema, path: string): (readonly [string, Schema])[] {
  const parts = partsOf(schema);
  switch (parts.type) {
    case 'object':
      if (parts.catchall !== undefined && partsOf(parts.catchall).type !== 'never') throw new Error(`${path} is open`);
      return Object.entries(parts.shape).map(([key, field]) => [path === '' ? key : `${path}.${key}`, field]);
    case 'array':
      return [[`${path}[]`, parts.element]];
    case 'record':
      return [[`${path}[]`, parts.valueType]];
    case 'tuple':
      return parts.items.map((item, at) => [`${path}[${at}]`, item]);
    case 'union':
      return parts.options.map((option) => [path, option]);
    case 'nullable':
    case 'optional':
    case 'default':
      return [[path, parts.innerType]];
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'literal':
    case 'enum':
      return [];
    default:
      throw new Error(`${path} lets anything through (${parts.type})`);
  }
}

/**
 * The value with everything of `more` in each of its objects that takes what it does not know, where it is not there yet:
 * what a view would be that was not chosen field by field.
 */
export function careless(schema: Schema, value: unknown, more: Readonly<Record<string, unknown>>): unknown {
  if (value === null || value === undefined) return value;
  const parts = partsOf(schema);
  switch (parts.type) {
    case 'object': {
      const own = mapped(value as Record<string, unknown>, (key, inner) => {
        const field = parts.shape[key];
        return field === undefined ? inner : careless(field, inner, more);
      });
      return parts.catchall === undefined ? { ...more, ...own } : own;
    }
    case 'array':
      return (value as unknown[]).map((inner) => careless(parts.element, inner, more));
    case 'union': {
      const option = parts.options.find((one) => accepts(one, value));
      return option === undefined ? value : careless(option, value, more);
    }
    case 'nullable':
    case 'optional':
    case 'default':
      return careless(parts.innerType, value, more);
    default:
      return value;
  }
}

function isHidden(schema: Schema, ways: readonly HiddenUntil[]): boolean {
  const until = HIDDEN.get(schema)?.until;
  return until !== undefined && ways.includes(until);
}

function mapped(value: Readonly<Record<string, unknown>>, change: (key: string, inner: unknown) => unknown) {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(key, inner)]));
}
