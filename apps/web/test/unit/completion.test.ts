import { describe, expect, it } from 'vitest';
import { codeOnly, HIDDEN } from '../../src/shared/editor/completion/code-only.ts';
import { completionsAt } from '../../src/shared/editor/completion/complete.ts';
import { MODULES, membersOf } from '../../src/shared/editor/completion/library.ts';
import { TYPES } from '../../src/shared/editor/completion/library-types.ts';
import { RACY } from '../exercises.ts';

/** The options where `|` stands in the text; null when nothing is suggested. */
function optionsIn(marked: string, asked = false) {
  const place = marked.indexOf('|');
  return completionsAt(marked.replace('|', ''), place, asked);
}

function names(marked: string, asked = false): string[] | null {
  return optionsIn(marked, asked)?.options.map(({ name }) => name) ?? null;
}

describe('after an import', () => {
  it('stand the public names of the module', () => {
    const found = names('from multiprocessing import |');
    expect(found).toEqual(Object.keys(MODULES.multiprocessing));
    for (const name of ['Process', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']) {
      expect(found).toContain(name);
    }
    for (const name of ['Value', 'RawValue', 'Array', 'RawArray', 'Queue', 'JoinableQueue', 'SimpleQueue', 'Pipe']) {
      expect(found).toContain(name);
    }
    for (const name of ['Manager', 'Pool', 'shared_memory', 'current_process', 'cpu_count', 'get_context']) {
      expect(found).toContain(name);
    }
  });

  it.each([
    ['from concurrent.futures import |', 'ProcessPoolExecutor'],
    ['from multiprocessing.shared_memory import |', 'ShareableList'],
    ['from threading import Th|', 'Thread'],
    ['from multiprocessing import (\n    Lock,\n    |', 'Process'],
    ['    from queue import |', 'Empty'],
  ])('%j offers %s', (text, name) => {
    expect(names(text)).toContain(name);
  });

  it('names that are imported already are left out', () => {
    const found = names('from multiprocessing import Lock, Process, |');
    expect(found).not.toContain('Lock');
    expect(found).not.toContain('Process');
    expect(found).toContain('Value');
  });

  it('modules are offered after "import" and "from", and below a package', () => {
    expect(names('import |')).toEqual(['multiprocessing', 'threading', 'queue', 'concurrent']);
    expect(names('import threading, |')).toContain('queue');
    expect(names('from multiprocessing.|')).toContain('shared_memory');
    expect(names('from concurrent.|')).toEqual(['futures']);
  });

  it('of an unknown module there is nothing, and no name is invented for an alias', () => {
    expect(names('from numpy import |')).toBeNull();
    expect(names('import multiprocessing as |')).toBeNull();
    expect(names('from multiprocessing import Lock as |')).toBeNull();
  });
});

describe('after a dot', () => {
  it.each([
    ['import multiprocessing\nmultiprocessing.|', 'Process'],
    ['import multiprocessing as mp\nx = mp.Va|', 'Value'],
    ['import concurrent.futures\nconcurrent.futures.|', 'as_completed'],
    ['import concurrent.futures as cf\ncf.|', 'wait'],
    ['from concurrent import futures\nfutures.|', 'ThreadPoolExecutor'],
    ['from multiprocessing import shared_memory\nshared_memory.|', 'SharedMemory'],
    ['import multiprocessing as mp\nmp.shared_memory.|', 'ShareableList'],
    ['import multiprocessing as mp\nmp.get_context("spawn").|', 'Process'],
    ['import multiprocessing as mp\nctx = mp.get_context("spawn")\nq = ctx.Queue()\nq.|', 'get_nowait'],
  ])('%j offers %s', (text, name) => {
    expect(names(text)).toContain(name);
  });

  it.each([
    ['counter = Value("i", 0)\ncounter.|', 'get_lock'],
    ['counter = Value("i", 0)\ncounter.va|', 'value'],
    ['lock = Lock()\nlock.|', 'acquire'],
    ['lock: Lock = Lock()\nlock.|', 'release'],
    ['q = Queue()\nq.|', 'put'],
    ['q = JoinableQueue(4)\nq.|', 'task_done'],
    ['left, right = Pipe()\nright.|', 'recv'],
    ['ends = Pipe()\nends[0].|', 'send'],
    ['m = Manager()\nshared = m.dict()\nshared.|', 'setdefault'],
    ['m = Manager()\nm.list([1, 2]).|', 'append'],
    ['with Manager() as m:\n    m.|', 'Namespace'],
    ['with Pool(2) as pool:\n    pool.|', 'imap_unordered'],
    ['with Pool(2) as pool:\n    r = pool.apply_async(f, (1,))\n    r.|', 'ready'],
    ['with Lock() as a, Pool(2) as pool:\n    pool.|', 'starmap'],
    ['counter = Value("i", 0)\nwith counter.get_lock():\n    counter.get_lock().|', 'release'],
    ['p = Process(target=f, args=(1, [2, (3)]))\np.|', 'exitcode'],
    ['ps = [Process(target=f) for _ in range(2)]\nfor p in ps:\n    p.|', 'join'],
    ['ps = [Process(target=f) for _ in range(2)]\nps[0].|', 'start'],
    ['ps = []\nfor i in range(3):\n    ps.append(Process(target=f))\nfor p in ps:\n    p.|', 'terminate'],
    ['current_process().|', 'name'],
    [
      'class Account:\n    def __init__(self):\n        self.lock = Lock()\n    def pay(self):\n        self.lock.|',
      'acquire',
    ],
    ['def work(items: Queue, n: int):\n    items.|', 'get'],
    ['b = Barrier(\n    parties=3,\n)\nb.|', 'n_waiting'],
  ])('%j offers %s', (text, name) => {
    expect(names(`from multiprocessing import *\n${text}`)).toContain(name);
  });

  it('a parameter has the members of the object of that name', () => {
    expect(names(RACY.replace('counter.value = seen + 1', 'counter.|'))).toContain('get_lock');
    expect(names(RACY.replace('return counter.value', 'return counter.val|'))).toContain('value');
  });

  it('the last assignment above counts', () => {
    const text = 'from multiprocessing import *\nx = Lock()\nx = Queue()\nx.|\nx = Event()\n';
    expect(names(text)).toContain('put');
    expect(names(text)).not.toContain('acquire');
  });

  it('every option has a signature or nothing to say in it, and a line of words', () => {
    const found = optionsIn('from multiprocessing import Value\nv = Value("i", 0)\nv.|');
    expect(found?.options.find(({ name }) => name === 'get_lock')).toEqual({
      name: 'get_lock',
      kind: 'method',
      signature: '() -> RLock',
      about: 'The lock that belongs to it. Hold it over a read and a write that must be one step.',
    });
  });

  it('of something unknown there is nothing', () => {
    expect(names('mp.|')).toBeNull();
    expect(names('x = object()\nx.|')).toBeNull();
    expect(names('1.|')).toBeNull();
    expect(names('from multiprocessing import Lock\nLock.|')).toBeNull();
    expect(names('from multiprocessing import Lock\nlock = Lock\nlock.|')).toBeNull();
  });
});

describe('elsewhere', () => {
  it('stand names of the file, of the library, of Python', () => {
    const found = optionsIn(RACY.replace('    return counter.value', '    return wo|'));
    expect(found?.from).toBe(RACY.indexOf('    return counter.value') + '    return '.length);
    const all = found?.options.map(({ name }) => name) ?? [];
    for (const name of ['work', 'workers', 'n_procs', 'Value', 'return', 'range', 'KeyError'])
      expect(all).toContain(name);
    expect(all.filter((name) => name === 'range')).toHaveLength(1);
    expect(all).not.toContain('wo');
    expect(all).not.toContain('start');
    expect(found?.options.find(({ name }) => name === 'lock')?.signature).toBe('Lock');
  });

  it('one letter is not worth a list, unless one asks for it', () => {
    expect(names('x = r|')).toBeNull();
    expect(names('x = r|', true)).toContain('range');
    expect(names('x = |')).toBeNull();
    expect(names('x = |', true)).toContain('range');
  });

  it('a word that is complete needs none', () => {
    expect(names('for i in ra|')).toContain('range');
    expect(names('for i in range|')).toBeNull();
    expect(names('for i in range|', true)).toContain('range');
  });

  it.each([
    'def wo|',
    'class Wo|',
    'for it|',
    'x = "lo|',
    "x = 'lo|ck'",
    'x = 1  # lo|',
    '"""\nlo|',
    'x = f"""a\n  lo|\n"""',
    '12ab|',
    '',
  ])('nothing is suggested in %j', (text) => {
    expect(names(text.includes('|') ? text : '|', false)).toBeNull();
  });

  it('behind a string is code again', () => {
    expect(names('x = "a" + ra|')).toContain('range');
    expect(names("x = 'it\\'s' + ra|")).toContain('range');
    expect(names('x = "not closed\nra|')).toContain('range');
    expect(names('"""doc"""\nra|')).toContain('range');
  });

  it('a quote in a comment opens no string', () => {
    expect(names("# don't\nra|")).toContain('range');
  });

  it('the largest file that can be sent is read, half written as it may be', () => {
    const line = 'x = Value("i", 0); y = [Process(target=f, args=(x,\n';
    const text = `from multiprocessing import *\n${line.repeat(Math.floor(65_000 / line.length))}x.`;
    expect(completionsAt(text, text.length, false)?.options.map(({ name }) => name)).toContain('get_lock');
  });
});

describe('the table', () => {
  it('says something of every name, in one sentence or two', () => {
    const all = [...Object.values(MODULES), ...Object.values(TYPES)].flatMap((entries) => Object.entries(entries));
    for (const [name, entry] of all) {
      expect(name, name).toMatch(/^[A-Za-z_]\w*$/);
      expect(entry.about, name).toMatch(/^[A-Z].{5,110}[.?]$/);
    }
  });

  it('has the members that every kind of object is known for', () => {
    const has = (type: keyof typeof TYPES) => Object.keys(membersOf(type));
    expect(has('Value')).toEqual(expect.arrayContaining(['value', 'get_lock', 'get_obj', 'acquire', 'release']));
    expect(has('Context')).toEqual(expect.arrayContaining(['Process', 'Queue', 'Pool']));
    expect(has('SharedMemory')).toEqual(['buf', 'name', 'size', 'close', 'unlink']);
  });
});

describe('code without strings and comments', () => {
  it('keeps every place', () => {
    const text = 'a = "b\\"c" # d\n"""e\nf"""\ng';
    const code = codeOnly(text);
    expect(code).toHaveLength(text.length);
    expect(code.replaceAll(HIDDEN, '.')).toBe('a = "...." ...\n""".\n."""\ng');
  });
});
