/**
 * One call of an author's export, inside the checker process: a fresh V8 isolate each, so that a call can leave nothing
 * behind for the next. Resolves to a reply for every behaviour that the isolate survives; where it does not, the host's
 * wall clock and memory watch end this process.
 */
import { stripTypeScriptTypes } from 'node:module';
import ivm from 'isolated-vm';
import { BOUNDS, type CallHeader, CheckerFault, cutDetail } from './messages.ts';
import { REALM_SCRIPT } from './realm.ts';

export type CallReply =
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: 'fault'; readonly fault: CheckerFault; readonly detail: string };

export interface CallContext {
  /** What modules may import, by specifier, as JavaScript. */
  readonly library: ReadonlyMap<string, string>;
  /** V8 lost control of the isolate: the process has to end at once. */
  readonly onCatastrophe: (message: string) => void;
}

/** Runs one call. Never rejects. */
export async function runCall(call: CallHeader, argsJson: string, context: CallContext): Promise<CallReply> {
  let script: string;
  try {
    script = stripTypeScriptTypes(call.module, { mode: 'strip' });
  } catch (error) {
    // The place stands only in the head of the stack: ":12", and then the line itself.
    const line = error instanceof Error ? /^[^\n]*:(\d+)\n/.exec(error.stack ?? '')?.[1] : undefined;
    return fault('does-not-parse', `${messageOf(error)}${line === undefined ? '' : ` (line ${line})`}`);
  }
  const isolate = new ivm.Isolate({
    memoryLimit: call.memoryMiB,
    onCatastrophicError: context.onCatastrophe,
  });
  try {
    return await runInIsolate(isolate, script, call, argsJson, context.library);
  } catch (error) {
    return classify(error, isolate, call);
  } finally {
    if (!isolate.isDisposed) isolate.dispose();
  }
}

async function runInIsolate(
  isolate: ivm.Isolate,
  script: string,
  call: CallHeader,
  argsJson: string,
  library: ReadonlyMap<string, string>,
): Promise<CallReply> {
  const timeout = call.timeoutMs;
  const realm = await isolate.createContext();
  const run = await realm.eval(REALM_SCRIPT, { reference: true, timeout, filename: 'realm.js' });
  const linked = await link(isolate, realm, script, call, library);
  if (linked.kind === 'fault') return linked;
  await linked.module.evaluate({ timeout });
  const fn = await exported(linked.module, call.exportName);
  if (fn === null) return fault('missing-export', `checker.ts exports no function named ${call.exportName}`);
  const reply: unknown = await run.apply(undefined, [call.kind, fn.derefInto(), argsJson], {
    timeout,
    result: { copy: true },
  });
  return readReply(reply);
}

type Linked = { readonly kind: 'linked'; readonly module: ivm.Module } | (CallReply & { readonly kind: 'fault' });

async function link(
  isolate: ivm.Isolate,
  realm: ivm.Context,
  script: string,
  call: CallHeader,
  library: ReadonlyMap<string, string>,
): Promise<Linked> {
  try {
    const module = await isolate.compileModule(script, { filename: 'checker.ts' });
    const refused = module.dependencySpecifiers.find((specifier) => !library.has(specifier));
    if (refused !== undefined) {
      const allowed = [...library.keys()].map((name) => `'${name}'`).join(', ');
      return fault('does-not-parse', `checker.ts imports '${refused}'; it may import only ${allowed}`);
    }
    await module.instantiate(realm, (specifier) =>
      isolate.compileModule(library.get(specifier) ?? '', { filename: specifier }),
    );
    return { kind: 'linked', module };
  } catch (error) {
    const found = classify(error, isolate, call);
    return found.fault === 'threw' ? fault('does-not-parse', found.detail) : found;
  }
}

/** The exported function, or null when there is none of that name. */
async function exported(module: ivm.Module, name: string): Promise<ivm.Reference | null> {
  const found: ivm.Reference = await module.namespace.get(name, { reference: true });
  return found.typeof === 'function' ? found : null;
}

/** The reply of the realm's script. A module that tampered with built-ins can make it anything. */
function readReply(reply: unknown): CallReply {
  if (typeof reply !== 'string') return fault('malformed', 'no answer came out of the isolate');
  if (reply.length > BOUNDS.answerBytes + 1) return fault('malformed', 'the answer is too large');
  if (reply.startsWith('A')) return { kind: 'answer', json: reply.slice(1) };
  const colon = reply.indexOf(':');
  const kind = CheckerFault.safeParse(reply.slice(0, colon));
  return kind.success ? fault(kind.data, reply.slice(colon + 1)) : fault('malformed', 'an unreadable answer');
}

/** isolated-vm tells its own endings apart by their messages only. */
function classify(error: unknown, isolate: ivm.Isolate, call: CallHeader): CallReply & { readonly kind: 'fault' } {
  const message = messageOf(error);
  if (message.endsWith('Script execution timed out.')) {
    return fault('timeout', `did not end within ${call.timeoutMs / 1_000} s`);
  }
  if (isolate.isDisposed || /memory limit|Array buffer allocation failed/.test(message)) {
    return fault('memory', `used more than ${call.memoryMiB} MiB of memory`);
  }
  return fault('threw', message);
}

function fault(kind: CheckerFault, detail: string): CallReply & { readonly kind: 'fault' } {
  return { kind: 'fault', fault: kind, detail: cutDetail(detail) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
