/** The document of a sitting's code: what it takes, what it refuses without a trace, what counts as a paste. */
import { AccountId, CODE_TEXT } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Author, CodeDocument, firstChange } from '../src/live-code/code-document.ts';
import { changeOf } from '../src/live-code/pastes.ts';

const GRACE = AccountId.parse('6f9619ff-8b86-4011-b42d-00c04fc964ff');
const STARTER = 'def count(n):\n    return n\n';

function opened(text = STARTER): CodeDocument {
  const document = new CodeDocument();
  document.load([{ update: firstChange(text), author: null }]);
  return document;
}

/** Somebody's copy of it. */
function copyOf(document: CodeDocument): { readonly doc: Y.Doc; readonly source: Y.Text } {
  const doc = new Y.Doc();
  const lacked = document.lackedBy(Y.encodeStateVector(doc));
  if (lacked !== null) Y.applyUpdate(doc, lacked);
  return { doc, source: doc.getText(CODE_TEXT) };
}

/** What `change` does to a document, as one update. */
function updateOf(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.transact(change);
  return Y.encodeStateAsUpdate(doc, before);
}

function take(document: CodeDocument, update: Uint8Array, author: Author = null, paste = false) {
  return document.take([{ update, paste }], author);
}

describe('a document', () => {
  it('begins the same on every server', () => {
    expect(firstChange(STARTER)).toEqual(firstChange(STARTER));
    expect(opened().text).toBe(STARTER);
  });

  it('takes what is typed, and gives back what it changed, so that the log makes it again', () => {
    const document = opened();
    const { doc, source } = copyOf(document);
    const log = [firstChange(STARTER)];
    for (const change of [() => source.insert(0, 'a'), () => source.insert(1, 'b'), () => source.delete(0, 1)]) {
      const taken = take(document, updateOf(doc, change));
      if (taken.kind !== 'taken' || taken.changes[0] == null) throw new Error('not taken');
      log.push(taken.changes[0].update);
    }
    expect(document.text).toBe(`b${STARTER}`);
    const again = new CodeDocument();
    again.load(log.map((update) => ({ update, author: null })));
    expect(again.text).toBe(document.text);
  });

  it('keeps of what is sent twice only what is new', () => {
    const document = opened();
    const { doc, source } = copyOf(document);
    const first = updateOf(doc, () => source.insert(0, 'first '));
    take(document, first);
    expect(take(document, first)).toEqual({ kind: 'taken', changes: [null] });
    source.insert(6, 'second ');
    const both = Y.encodeStateAsUpdate(doc);
    const taken = take(document, both);
    if (taken.kind !== 'taken' || taken.changes[0] == null) throw new Error('not taken');
    expect(Buffer.from(taken.changes[0].update).toString('latin1')).toContain('second');
    expect(Buffer.from(taken.changes[0].update).toString('latin1')).not.toContain('first');
    expect(document.text).toBe(`first second ${STARTER}`);
  });

  it('becomes a whole text by the smallest edit, and never tears a character apart', () => {
    const document = opened('x = "🙂"\n');
    const { doc, source } = copyOf(document);
    const taken = document.edit('x = "🙃"\ny = 1\n');
    if (taken === null) throw new Error('nothing changed');
    Y.applyUpdate(doc, taken.update);
    expect(source.toString()).toBe('x = "🙃"\ny = 1\n');
    expect(document.edit('x = "🙃"\ny = 1\n')).toBeNull();
    expect(changeOf('one two three', 'one 2 three')).toEqual({ from: 4, removed: 3, inserted: '2' });
    expect(changeOf('aa', 'aaa')).toEqual({ from: 2, removed: 0, inserted: 'a' });
  });

  it('names the line of a position, of its own text only', () => {
    const document = opened();
    const { doc, source } = copyOf(document);
    const at = (index: number) => Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(source, index));
    expect(document.lineOf(at(20))).toBe(2);
    expect(document.lineOf(new Uint8Array([255, 1, 2]))).toBeNull();
    const other = Y.createRelativePositionFromTypeIndex(doc.getText('other'), 0);
    expect(document.lineOf(Y.encodeRelativePosition(other))).toBeNull();
  });
});

describe('a change that is none', () => {
  const big = 'x'.repeat(70_000);
  const edited = (change: (doc: Y.Doc) => void) => (document: CodeDocument) => {
    const { doc } = copyOf(document);
    return updateOf(doc, () => change(doc));
  };
  const missing = (document: CodeDocument) => {
    const { doc, source } = copyOf(document);
    source.insert(0, 'never sent ');
    return updateOf(doc, () => source.insert(11, 'rests on it'));
  };
  const deletesMissing = (document: CodeDocument) => {
    const { doc, source } = copyOf(document);
    source.insert(0, 'never sent ');
    return updateOf(doc, () => source.delete(0, 5));
  };
  it.each<[string, string, (document: CodeDocument) => Uint8Array]>([
    ['garbage', 'unreadable', () => new Uint8Array([1, 2, 3, 250, 251])],
    ['empty', 'unreadable', () => new Uint8Array()],
    ['counts that lie', 'unreadable', () => new Uint8Array([255, 255, 255, 255, 15, 255, 255, 255, 255, 15, 1, 0])],
    ['another text', 'unreadable', edited((doc) => doc.getText('other').insert(0, 'x'))],
    ['a map', 'unreadable', edited((doc) => doc.getMap('map').set('key', 'value'))],
    ['a key of the text', 'unreadable', edited((doc) => doc.getText(CODE_TEXT).setAttribute('key', 'value'))],
    ['something embedded', 'unreadable', edited((doc) => doc.getText(CODE_TEXT).insertEmbed(0, { image: 'x' }))],
    ['bold text', 'unreadable', edited((doc) => doc.getText(CODE_TEXT).insert(0, 'x', { bold: true }))],
    ['a type in the text', 'unreadable', edited((doc) => doc.getText(CODE_TEXT).insertEmbed(0, new Y.Map()))],
    ['NUL', 'unreadable', edited((doc) => doc.getText(CODE_TEXT).insert(0, 'a\0b'))],
    ['too long a text', 'too-long', edited((doc) => doc.getText(CODE_TEXT).insert(0, big))],
    [
      'too many bytes in few characters',
      'too-long',
      edited((doc) => doc.getText(CODE_TEXT).insert(0, '🙂'.repeat(17_000))),
    ],
    ['what rests on something missing', 'gap', missing],
    ['what deletes something missing', 'gap', deletesMissing],
  ])('(%s) is refused as %s and leaves no trace', (_name, reason, make) => {
    const document = opened();
    const { doc, source } = copyOf(document);
    take(
      document,
      updateOf(doc, () => source.insert(0, '# kept\n')),
    );
    const before = { text: document.text, vector: document.vector };
    const fine = updateOf(doc, () => source.insert(0, 'fine'));
    // Together with one that would be taken.
    const offered = [fine, make(document)].map((update) => ({ update, paste: false }));
    expect(document.take(offered, null)).toEqual({ kind: 'refused', reason });
    expect({ text: document.text, vector: document.vector }).toEqual(before);
    expect(take(document, fine).kind).toBe('taken');
    expect(document.text).toBe(`fine# kept\n${STARTER}`);
  });

  it('is one in the name of somebody else', () => {
    const document = opened();
    const { doc, source } = copyOf(document);
    take(
      document,
      updateOf(doc, () => source.insert(0, 'mine ')),
      GRACE,
    );
    const forged = updateOf(doc, () => source.insert(5, 'not mine '));
    expect(take(document, forged)).toEqual({ kind: 'refused', reason: 'unreadable' });
    expect(take(document, forged, GRACE).kind).toBe('taken');
    // The client that wrote the beginning types no more.
    const starter = new Y.Doc();
    starter.clientID = 1;
    starter.getText(CODE_TEXT).insert(0, `${STARTER}x`);
    expect(take(document, Y.encodeStateAsUpdate(starter))).toEqual({ kind: 'refused', reason: 'unreadable' });
  });
});

describe('a paste', () => {
  const long = 'worker = Process(target=work, args=(counter, lock, n))\nworker.start()\nworker.join()\n';
  const factsOf = (document: CodeDocument, update: Uint8Array, paste = false, author: Author = null) => {
    const taken = take(document, update, author, paste);
    return taken.kind === 'taken' ? taken.changes.flatMap((change) => change?.pastes ?? []) : null;
  };
  const inserts = (document: CodeDocument, text: string, at = 0) => {
    const { doc, source } = copyOf(document);
    return updateOf(doc, () => source.insert(at, text));
  };

  it('is what the browser says, and what is as long as one', () => {
    const document = opened();
    expect(factsOf(document, inserts(document, 'y'))).toEqual([]);
    expect(factsOf(document, inserts(document, 'z = 1'), true)).toEqual([
      { characters: 5, lines: 1, told: 'browser', moved: false },
    ]);
    expect(factsOf(document, inserts(document, long))).toEqual([
      { characters: long.length, lines: 4, told: 'size', moved: false },
    ]);
    expect(factsOf(document, inserts(document, 'x'.repeat(79)))).toEqual([]);
    expect(factsOf(document, inserts(document, 'x'.repeat(80)))).toMatchObject([{ characters: 80 }]);
    expect(factsOf(document, inserts(document, '🙂\n🙃\n'))).toMatchObject([{ characters: 4, lines: 3 }]);
  });

  it('of text that stood there before is moved text, also when it is indented anew', () => {
    const document = opened();
    const { doc, source } = copyOf(document);
    take(
      document,
      updateOf(doc, () => source.insert(0, long)),
    );
    expect(factsOf(document, inserts(document, long))).toMatchObject([{ moved: true }]);
    const cut = copyOf(document);
    take(
      document,
      updateOf(cut.doc, () => cut.source.delete(0, 2 * long.length)),
    );
    expect(document.text).toBe(STARTER);
    const indented = long.replaceAll(/^/gm, '    ');
    expect(factsOf(document, inserts(document, indented, STARTER.length), true)).toMatchObject([
      { moved: true, told: 'browser' },
    ]);
  });

  it('of text that stood only in a change that was refused is none of before', () => {
    const document = opened();
    const { doc, source } = copyOf(document);
    const put = updateOf(doc, () => source.insert(0, long));
    const gone = updateOf(doc, () => source.delete(0, long.length));
    const offered = [put, gone, new Uint8Array([9, 9])].map((update) => ({ update, paste: false }));
    expect(document.take(offered, null).kind).toBe('refused');
    expect(factsOf(document, inserts(document, long))).toMatchObject([{ moved: false }]);
  });

  it('of text that a log has seen go is known after it was read again', () => {
    const document = opened();
    const { doc, source } = copyOf(document);
    const log = [
      firstChange(STARTER),
      ...[() => source.insert(0, long), () => source.delete(0, long.length)].map((change) => updateOf(doc, change)),
    ];
    const again = new CodeDocument();
    again.load(log.map((update) => ({ update, author: null })));
    expect(factsOf(again, inserts(again, long))).toMatchObject([{ moved: true }]);
  });

  it('is never said of an interviewer', () => {
    const document = opened();
    expect(factsOf(document, inserts(document, long), true, GRACE)).toEqual([]);
  });
});
