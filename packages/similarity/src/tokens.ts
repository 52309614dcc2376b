/** A Python program as the tokens by which it is compared: what somebody changes who copies is gone from them. */
import { parser } from '@lezer/python';
import { CALLED_NAMES, MEMBER_NAMES } from './api-names.ts';

/** The place is that of the text, from 0. */
export interface Token {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

const NAME = 'name';
const NUMBER = 'number';
const STRING = 'string';

/**
 * The tokens of a program in its order. Names, numbers and strings become their kind; keywords, operators and the names of
 * multiprocessing's API and of Python's own functions stay. Comments, docstrings, blank lines and indentation are left out. What cannot be parsed is
 * left out; the rest of such a program has its tokens. Pure, linear in the length of the text.
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  parser.parse(source).iterate({
    enter: ({ type, from, to, node }) => {
      const push = (kind: string): void => {
        if (to > from) tokens.push({ kind, from, to });
      };
      switch (type.name) {
        case 'Comment':
          return false;
        case 'ExpressionStatement':
          return !isText(node.firstChild?.name) || node.firstChild?.nextSibling !== null;
        case 'String':
          push(STRING);
          return false;
        case 'FormatString':
          push(STRING);
          return true;
        case 'Number':
          push(NUMBER);
          return false;
        case 'VariableName':
          push(CALLED_NAMES.has(source.slice(from, to)) ? source.slice(from, to) : NAME);
          return false;
        case 'PropertyName':
          push(MEMBER_NAMES.has(source.slice(from, to)) ? source.slice(from, to) : NAME);
          return false;
        default:
          if (node.firstChild === null && !type.isError && !INSIDE_STRINGS.has(type.name)) push(source.slice(from, to));
          return true;
      }
    },
  });
  return tokens;
}

/** Parts of a string that are not code. */
const INSIDE_STRINGS: ReadonlySet<string> = new Set(['Escape', 'FormatConversion', 'FormatSpec']);

function isText(name: string | undefined): boolean {
  return name === 'String' || name === 'ContinuedString';
}
