/**
 * The script that every fresh V8 context runs before an author's module. Its value is the function through which the
 * module's exports are called: text in, text out, so that no object ever crosses the border.
 *
 * It removes what would make two calls with the same input differ (clock, randomness, locale, garbage collection) or what
 * a checker has no use for. It keeps its own hold on the built-ins that it needs, since the module may replace them.
 * Nothing here is trusted: the host validates whatever comes back.
 */
import { BOUNDS } from './messages.ts';

/** Absent from a checker's globals, beside everything that is Node's. `Math.random` is absent too. */
export const ABSENT_GLOBALS = [
  'Date',
  'Temporal',
  'Intl',
  'WebAssembly',
  'SharedArrayBuffer',
  'Atomics',
  'WeakRef',
  'FinalizationRegistry',
  'console',
] as const;

/** Source of an expression: `(kind, fn, argsJson) => replyJson`, where a reply starts with `A` (answer) or with a fault. */
export const REALM_SCRIPT = `(() => {
  'use strict';
  for (const name of ${JSON.stringify(ABSENT_GLOBALS)}) delete globalThis[name];
  delete Math.random;
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const Text = String, PromiseOfRealm = Promise;
  const cut = ((slice) => (text, length) => apply(slice, text, [0, length]))(Text.prototype.slice);
  const lineOf = ((exec) => (text) => { const m = apply(exec, /checker\\.ts:(\\d+)/, [text]); return m === null ? '' : ' (line ' + m[1] + ')'; })(RegExp.prototype.exec);

  const describe = (error) => {
    try {
      const text = Text(error);
      const stack = typeof error === 'object' && error !== null && typeof error.stack === 'string' ? error.stack : '';
      return cut(text, 1000) + lineOf(stack);
    } catch { return 'something that cannot be shown'; }
  };
  const plain = (key, value) => {
    switch (typeof value) {
      case 'string': case 'boolean': case 'object': return value;
      case 'number':
        if (value - value === 0) return value;
        throw new TypeError(Text(value) + ' at key "' + key + '"; use float()');
      default: throw new TypeError(typeof value + ' at key "' + key + '"');
    }
  };
  const malformed = (text) => 'malformed:' + text;

  const verdict = (result) => {
    if (typeof result !== 'object' || result === null) return malformed('check must return { accepted, message }');
    const accepted = result.accepted, message = result.message;
    if (typeof accepted !== 'boolean') return malformed('accepted must be true or false');
    if (message !== undefined && typeof message !== 'string') return malformed('message must be a string');
    return 'A' + stringify({ accepted, message: message === undefined ? '' : cut(message, ${BOUNDS.messageCharacters}) });
  };

  return (kind, fn, argsJson) => {
    let result;
    try { result = apply(fn, undefined, parse(argsJson)); }
    catch (error) {
      const text = describe(error);
      return (cut(text, 42) === 'RangeError: Array buffer allocation failed' ? 'memory:' : 'threw:') + text;
    }
    try {
      if (result instanceof PromiseOfRealm) return malformed('a promise; an export answers at once, without async');
      if (kind === 'check') return verdict(result);
      const text = stringify(result, plain);
      return text.length > ${BOUNDS.answerBytes} ? malformed('an answer of more than ${BOUNDS.answerBytes} characters') : 'A' + text;
    } catch (error) { return malformed(describe(error)); }
  };
})()`;
