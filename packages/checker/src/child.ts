/**
 * The checker process. Theory of operation:
 *
 * The host starts it with two pipes (requests on stdin, replies on stdout), an empty environment and Node's permission
 * model. It loads everything that it will ever need while it may still read the project's files, then gives up root if it
 * has it, says `ready`, and answers one request after the other. It never ends by itself but when stdin closes: the
 * host is gone. Its way to end is SIGKILL, since a V8 isolate that hangs also blocks an orderly exit.
 *
 * Authors' code runs only in V8 isolates on their own threads, so this thread stays responsive.
 */
import { readFileSync, writeSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import ivm from 'isolated-vm';
import { AUTHOR_MODULE } from './author-module.ts';
import { encodeFrame, FrameReader } from './frames.ts';
import { BOUNDS, CallHeader, cutDetail, type ReplyHeader } from './messages.ts';
import { runCall } from './run-call.ts';

function main(): void {
  const uid = Number(process.argv[2]);
  const library = new Map([
    [AUTHOR_MODULE, stripTypeScriptTypes(readFileSync(new URL('./author.ts', import.meta.url), 'utf8'))],
  ]);
  // The first isolate loads what V8 and the addon load lazily.
  new ivm.Isolate({ memoryLimit: 8 }).dispose();
  dropPrivileges(uid);

  const reader = new FrameReader({ headerBytes: BOUNDS.headerBytes, bodyBytes: BOUNDS.inputBytes });
  const onCatastrophe = (message: string): void => {
    writeSync(1, encodeFrame({ kind: 'fault', fault: 'memory', detail: cutDetail(message) }, ''));
    end();
  };
  let last = Promise.resolve();
  process.stdin.on('data', (chunk: Buffer) => {
    for (const { header, body } of reader.push(chunk)) {
      const call = CallHeader.parse(header);
      last = last.then(async () => {
        const reply = await runCall(call, body, { library, onCatastrophe });
        if (reply.kind === 'answer') send({ kind: 'answer' }, reply.json);
        else send(reply, '');
      });
    }
  });
  process.stdin.on('close', end);
  process.stdout.on('error', end);
  send({ kind: 'ready' }, '');
}

function send(header: ReplyHeader, body: string): void {
  process.stdout.write(encodeFrame(header, body));
}

function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Becomes `uid` for good when it is root; an ordinary user stays what it is. Throws when root could come back. */
function dropPrivileges(uid: number): void {
  if (process.getuid?.() !== 0) return;
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
  let root = true;
  try {
    process.setuid?.(0);
  } catch {
    root = false;
  }
  if (root || process.getuid?.() !== uid) throw new Error('root could not be given up');
}

main();
