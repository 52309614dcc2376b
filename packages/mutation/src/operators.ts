/** The mistakes that candidates make, each as edits of a right program. An operator gives one list of edits a mutant. */
import type { SyntaxNode } from '@lezer/common';
import { type Call, childrenOf, type Edit, lockedBlocks, methodCalls, type Tree } from './tree.ts';

export interface Mistake {
  /** Where it is made. */
  readonly at: SyntaxNode;
  readonly edits: readonly Edit[];
}

export type Operator = (tree: Tree) => Mistake[];

const without = ({ statement }: Call): Edit => ({ from: statement.from, to: statement.to, text: 'pass' });
const calls =
  (...methods: readonly string[]): Operator =>
  (tree) =>
    methodCalls(tree)
      .filter(({ method }) => methods.includes(method))
      .map((call) => ({ at: call.statement, edits: [without(call)] }));

/** `with lock:` becomes a block without it. */
const dropLock: Operator = (tree) =>
  lockedBlocks(tree).map(({ statement, body }) => ({
    at: statement,
    edits: [{ from: statement.from, to: body.from, text: 'if True' }],
  }));

/** All `acquire()` and `release()` of one name within a function. */
const dropAcquire: Operator = (tree) => {
  const groups = new Map<string, Call[]>();
  for (const call of methodCalls(tree)) {
    if (call.method !== 'acquire' && call.method !== 'release') continue;
    const key = `${functionOf(call.statement)?.from ?? 0} ${call.on}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ at: first.statement, edits: group.map(without) }];
  });
};

const dropRelease: Operator = (tree) => calls('release')(tree);

/** `with a, b:`, or `with a:` straight around `with b:`. */
const swapLocks: Operator = (tree) => {
  const blocks = lockedBlocks(tree);
  return blocks.flatMap(({ statement, items, body }): Mistake[] => {
    const [first, second] = items;
    if (first !== undefined && second !== undefined) return [{ at: statement, edits: swapped(tree, first, second) }];
    const [inner, ...others] = childrenOf(body).filter(({ name }) => name !== ':');
    const nested = blocks.find((block) => block.statement.from === inner?.from);
    const [within] = nested?.items ?? [];
    if (first === undefined || within === undefined || others.length > 0) return [];
    return [{ at: statement, edits: swapped(tree, first, within) }];
  });
};

function swapped(tree: Tree, a: SyntaxNode, b: SyntaxNode): Edit[] {
  return [
    { from: a.from, to: a.to, text: tree.text(b) },
    { from: b.from, to: b.to, text: tree.text(a) },
  ];
}

/** `while not ready: condition.wait()` asks only once. */
const whileToIf: Operator = (tree) =>
  tree.named('WhileStatement').flatMap((statement): Mistake[] => {
    const keyword = statement.firstChild;
    const waits = /\.\s*wait\s*\(/.test(tree.text(statement));
    return keyword?.name === 'while' && waits
      ? [{ at: statement, edits: [{ from: keyword.from, to: keyword.to, text: 'if' }] }]
      : [];
  });

/** The first statement of a locked block, which reads, moves out of it. */
const readOutside: Operator = (tree) =>
  lockedBlocks(tree).flatMap(({ statement, body }): Mistake[] => {
    const [first, second] = childrenOf(body).filter(({ name }) => name !== ':');
    if (first?.name !== 'AssignStatement' || second === undefined) return [];
    const indent = /[^\n]*$/.exec(tree.source.slice(0, statement.from))?.[0] ?? '';
    if (indent.trim() !== '') return [];
    return [
      {
        at: first,
        edits: [
          { from: statement.from, to: statement.from, text: `${tree.text(first)}\n${indent}` },
          { from: first.from, to: first.to, text: 'pass' },
        ],
      },
    ];
  });

/** `x.value += 1` in a locked block becomes a read outside and a write within. */
const splitUpdate: Operator = (tree) =>
  lockedBlocks(tree).flatMap(({ statement, body }): Mistake[] => {
    const [only, second] = childrenOf(body).filter(({ name }) => name !== ':');
    if (only?.name !== 'UpdateStatement' || second !== undefined) return [];
    const [target, operator, value] = childrenOf(only);
    if (target === undefined || operator === undefined || value === undefined) return [];
    const indent = /[^\n]*$/.exec(tree.source.slice(0, statement.from))?.[0] ?? '';
    if (indent.trim() !== '') return [];
    const name = tree.text(target);
    const sign = tree.text(operator).slice(0, -1);
    return [
      {
        at: only,
        edits: [
          { from: statement.from, to: statement.from, text: `seen = ${name}\n${indent}` },
          { from: only.from, to: only.to, text: `${name} = seen ${sign} ${tree.text(value)}` },
        ],
      },
    ];
  });

/** `Process(...)` becomes a thread. */
const processToThread: Operator = (tree) =>
  tree.named('CallExpression').flatMap((call): Mistake[] => {
    const callee = call.firstChild;
    if (callee === null || !/^([a-z]\w*\.)*Process$/.test(tree.text(callee))) return [];
    return [{ at: call, edits: [{ from: callee.from, to: callee.to, text: '__import__("threading").Thread' }] }];
  });

/** `q.put(None)`: nobody is told that it is the end. */
const dropSentinel: Operator = (tree) =>
  methodCalls(tree)
    .filter(({ method, args }) => (method === 'put' || method === 'send') && /^(None|[A-Z_]+)$/.test(args))
    .map((call) => ({ at: call.statement, edits: [without(call)] }));

/** The first round of a loop over a range is left out. */
const rangeFromOne: Operator = (tree) =>
  tree.named('CallExpression').flatMap((call): Mistake[] => {
    const [callee, args] = childrenOf(call);
    if (callee === undefined || args === undefined || tree.text(callee) !== 'range') return [];
    const inner = tree.text(args).slice(1, -1);
    if (inner.includes(',') || inner.trim() === '') return [];
    return [{ at: call, edits: [{ from: args.from + 1, to: args.from + 1, text: '1, ' }] }];
  });

/** A started process is joined before the next one is started. */
const joinAtOnce: Operator = (tree) =>
  methodCalls(tree)
    .filter(({ method, args }) => method === 'start' && args === '')
    .map(({ statement, on }) => ({
      at: statement,
      edits: [{ from: statement.to, to: statement.to, text: `; ${on}.join()` }],
    }));

function functionOf(node: SyntaxNode): SyntaxNode | null {
  for (let at = node.parent; at !== null; at = at.parent) if (at.name === 'FunctionDefinition') return at;
  return null;
}

export const OPERATORS = {
  'drop-lock': dropLock,
  'drop-acquire': dropAcquire,
  'drop-release': dropRelease,
  'swap-locks': swapLocks,
  'while-to-if': whileToIf,
  'read-outside': readOutside,
  'split-update': splitUpdate,
  'process-to-thread': processToThread,
  'drop-sentinel': dropSentinel,
  'range-from-one': rangeFromOne,
  'join-at-once': joinAtOnce,
  'drop-join': calls('join'),
  'drop-unlink': calls('unlink'),
  'drop-wait': calls('wait'),
  'drop-notify': calls('notify', 'notify_all'),
  'drop-set': calls('set'),
  'drop-task-done': calls('task_done'),
  'drop-put': calls('put', 'send', 'append'),
} as const satisfies Readonly<Record<string, Operator>>;

export type OperatorName = keyof typeof OPERATORS;
