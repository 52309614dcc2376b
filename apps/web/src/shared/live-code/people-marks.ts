/**
 * Others in the editor: their cursors with their names, what they have selected, and the line that somebody points at.
 * Positions come as Yjs has them, so they are found anew in the text as it is now.
 */

import { type Extension, type Range, StateEffect } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view';
import type { PersonKey, Slug } from '@lockstep/protocol';
import * as Y from 'yjs';
import { fromBase64 } from './base64.ts';
import type { LiveCode } from './live-code.ts';
import { LIVE_CODE } from './messages.ts';
import { peopleTheme } from './people-theme.ts';

export interface PointedLine {
  readonly person: PersonKey;
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

export interface PeopleMarksPorts {
  readonly live: LiveCode;
  readonly slug: Slug;
  readonly text: Y.Text;
  /** Called when a line is pointed at, no longer, or has another number. */
  readonly onPointed: (lines: readonly PointedLine[]) => void;
}

/** Says that somebody may be somewhere else. */
const moved = StateEffect.define<null>();

/** So many looks there are, see people-theme.ts. */
const LOOKS = 6;

interface Someone {
  readonly key: PersonKey;
  readonly name: string;
  readonly look: number;
}

/** A cursor with the name of whoever has it. */
export class PersonCaret extends WidgetType {
  readonly name: string;
  readonly look: number;
  readonly below: boolean;

  constructor(name: string, look: number, below: boolean) {
    super();
    this.name = name;
    this.look = look;
    this.below = below;
  }

  override eq({ name, look, below }: PersonCaret): boolean {
    return name === this.name && look === this.look && below === this.below;
  }

  toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = `cm-person-caret cm-person-${this.look}`;
    caret.setAttribute('aria-hidden', 'true');
    const name = document.createElement('span');
    // Above the first line there is no room.
    name.className = this.below ? 'cm-person-name cm-person-below' : 'cm-person-name';
    name.textContent = this.name;
    caret.append(name);
    return caret;
  }

  override get lineBreaks(): number {
    return 0;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

class PointedBy extends WidgetType {
  readonly words: string;

  constructor(words: string) {
    super();
    this.words = words;
  }

  override eq({ words }: PointedBy): boolean {
    return words === this.words;
  }

  toDOM(): HTMLElement {
    const note = document.createElement('span');
    note.className = 'cm-pointed-note';
    note.textContent = this.words;
    return note;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** Must stand behind the binding of the text, which this reads after each change. */
export function peopleMarks(ports: PeopleMarksPorts): Extension {
  return [
    ViewPlugin.define((view) => new PeoplePlugin(view, ports), { decorations: ({ marks }) => marks }),
    peopleTheme,
  ];
}

/** Where the cursor of somebody stands in the text, or null. */
export function placeOf(live: LiveCode, slug: Slug, text: Y.Text, person: PersonKey): number | null {
  const cursor = live.cursors().get(person);
  return cursor?.slug === slug ? indexOf(cursor.selection.head, text) : null;
}

class PeoplePlugin {
  readonly #ports: PeopleMarksPorts;
  readonly #forget: () => void;
  marks: DecorationSet = Decoration.none;
  #pointed: readonly PointedLine[] = [];

  constructor(view: EditorView, ports: PeopleMarksPorts) {
    this.#ports = ports;
    this.#forget = ports.live.onMarks(() => view.dispatch({ effects: moved.of(null) }));
    this.#draw(view);
  }

  update({ view, docChanged, transactions }: ViewUpdate): void {
    const isMoved = transactions.some(({ effects }) => effects.some((effect) => effect.is(moved)));
    if (docChanged || isMoved) this.#draw(view);
  }

  destroy(): void {
    this.#forget();
    this.#ports.onPointed([]);
  }

  #draw({ state }: EditorView): void {
    const { live, slug, text, onPointed } = this.#ports;
    const { people, you, pointed } = live.snapshot();
    const { length } = state.doc;
    const ranges: Range<Decoration>[] = [];
    const lines: PointedLine[] = [];
    for (const { key, name, look } of looksOf(people)) {
      const cursor = live.cursors().get(key);
      if (cursor?.slug === slug && key !== you) {
        const anchor = indexOf(cursor.selection.anchor, text);
        const head = indexOf(cursor.selection.head, text);
        if (anchor !== null && head !== null && Math.max(anchor, head) <= length) {
          const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
          if (from < to)
            ranges.push(Decoration.mark({ class: `cm-person-selection cm-person-${look}` }).range(from, to));
          const below = state.doc.lineAt(head).number === 1;
          ranges.push(Decoration.widget({ widget: new PersonCaret(name, look, below), side: 1 }).range(head));
        }
      }
      const place = pointed.get(key);
      const at = place?.slug === slug ? indexOf(place.position, text) : null;
      if (at === null || at > length) continue;
      const line = state.doc.lineAt(at);
      lines.push({ person: key, name, line: line.number });
      ranges.push(Decoration.line({ class: 'cm-pointed-line' }).range(line.from));
      ranges.push(
        Decoration.widget({
          widget: new PointedBy(key === you ? LIVE_CODE.youPoint : LIVE_CODE.points(name)),
          side: 2,
        }).range(line.to),
      );
    }
    this.marks = Decoration.set(ranges, true);
    if (JSON.stringify(lines) === JSON.stringify(this.#pointed)) return;
    this.#pointed = lines;
    onPointed(lines);
  }
}

/** The candidate always has the first look; interviewers have theirs by the order of their ids. */
function looksOf(people: ReturnType<LiveCode['snapshot']>['people']): readonly Someone[] {
  const interviewers = people
    .filter(({ role }) => role === 'interviewer')
    .map(({ key }) => key)
    .sort();
  return people.map(({ key, name }) => {
    const place = interviewers.indexOf(key);
    return { key, name, look: place < 0 ? 0 : 1 + (place % (LOOKS - 1)) };
  });
}

/** null: it is no position of this text, or of something that has not come yet. */
function indexOf(position: string, text: Y.Text): number | null {
  if (text.doc === null) return null;
  try {
    const relative = Y.decodeRelativePosition(fromBase64(position));
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
    return absolute?.type === text ? absolute.index : null;
  } catch {
    return null;
  }
}
