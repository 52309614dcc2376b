/** What TypeScript says about a checker.ts, in its editor: faults, suggestions, what a name is, the parameters of a call. */
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  type EditorView,
  hoverTooltip,
  showTooltip,
  type Tooltip,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { typingHelp } from '../../../shared/editor/typing-help.ts';
import { TYPE_HELP } from './messages.ts';
import type { TypeClient } from './type-client.ts';
import type { CallInfo, TypeFault, TypeInfo } from './type-protocol.ts';

const AFTER_TYPING_MS = 300;

/** `onFaults`: those of the text as it was checked last. */
export function typeHelp(client: TypeClient, onFaults: (faults: readonly TypeFault[]) => void): Extension {
  return [
    linter((view) => faultsOf(view, client, onFaults), { delay: AFTER_TYPING_MS }),
    typingHelp((context) => suggest(context, client)),
    hoverTooltip((view, at) => hover(view, at, client)),
    callHelp(client),
  ];
}

async function faultsOf(view: EditorView, client: TypeClient, onFaults: (faults: readonly TypeFault[]) => void) {
  const text = view.state.doc.toString();
  const answer = await client.ask(text, { kind: 'faults' });
  if (answer === null) return [];
  onFaults(answer.faults);
  return answer.faults.map(
    ({ from, to, severity, message }): Diagnostic => ({
      from: Math.min(from, text.length),
      to: Math.min(Math.max(to, from), text.length),
      severity,
      message,
    }),
  );
}

async function suggest(context: CompletionContext, client: TypeClient): Promise<CompletionResult | null> {
  const before = context.matchBefore(/[\w$]+|\./);
  if (before === null && !context.explicit) return null;
  const text = context.state.doc.toString();
  const answer = await client.ask(text, { kind: 'options', at: context.pos });
  if (answer?.found === null || answer === null) return null;
  const { from, options } = answer.found;
  return {
    from,
    options: options.map(({ name, kind, rank }) => ({
      label: name,
      type: kind,
      sortText: `${rank} ${name}`,
      info: () => aboutOption(client, text, context.pos, name),
    })),
    validFor: /^[\w$]*$/,
  };
}

async function aboutOption(client: TypeClient, text: string, at: number, name: string): Promise<Node | null> {
  const answer = await client.ask(text, { kind: 'about', at, name });
  const info = answer?.info ?? null;
  return info === null ? null : infoNode(info, null);
}

async function hover(view: EditorView, at: number, client: TypeClient): Promise<Tooltip | null> {
  const answer = await client.ask(view.state.doc.toString(), { kind: 'hover', at });
  const info = answer?.hover ?? null;
  if (info === null || info.signature === '') return null;
  return { pos: info.from, end: info.to, above: true, create: () => ({ dom: infoNode(info, null) }) };
}

/** `current`: what of the signature stands out. */
function infoNode(info: TypeInfo, current: CallInfo['current']): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-type';
  const code = box.appendChild(document.createElement('code'));
  const { signature, about } = info;
  if (current === null) code.textContent = signature;
  else {
    const part = document.createElement('b');
    part.textContent = signature.slice(current.from, current.to);
    code.append(signature.slice(0, current.from), part, signature.slice(current.to));
  }
  if (about !== '') box.appendChild(document.createElement('p')).textContent = about;
  return box;
}

const setCall = StateEffect.define<CallInfo | null>();

const callField = StateField.define<CallInfo | null>({
  create: () => null,
  update(call, transaction) {
    for (const effect of transaction.effects) if (effect.is(setCall)) return effect.value;
    if (call === null || !transaction.docChanged) return call;
    return { ...call, at: transaction.changes.mapPos(call.at) };
  },
  provide: (field) =>
    showTooltip.from(field, (call) =>
      call === null
        ? null
        : {
            pos: call.at,
            above: true,
            create: () => {
              const dom = infoNode(call, call.current);
              dom.setAttribute('role', 'status');
              dom.setAttribute('aria-label', TYPE_HELP.call);
              return { dom };
            },
          },
    ),
});

/** Shown as long as the cursor stands between the brackets of a call. */
function callHelp(client: TypeClient): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      readonly #view: EditorView;
      #timer: ReturnType<typeof setTimeout> | undefined;
      #asked = 0;

      constructor(view: EditorView) {
        this.#view = view;
      }

      update({ docChanged, selectionSet, state }: ViewUpdate): void {
        // One who only moves around is not shown a box that was not there.
        if (!docChanged && (!selectionSet || state.field(callField) === null)) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#ask(), AFTER_TYPING_MS);
      }

      async #ask(): Promise<void> {
        this.#asked += 1;
        const asked = this.#asked;
        const { doc, selection } = this.#view.state;
        const at = selection.main.head;
        const open = /\(/.test(doc.sliceString(Math.max(0, at - 500), at));
        const answer = open ? await client.ask(doc.toString(), { kind: 'call', at }) : null;
        if (asked === this.#asked && doc === this.#view.state.doc) show(this.#view, answer?.call ?? null);
      }

      destroy(): void {
        clearTimeout(this.#timer);
        this.#asked += 1;
      }
    },
    {
      eventHandlers: {
        keydown(event, view) {
          if (event.key !== 'Escape' || view.state.field(callField) === null) return false;
          show(view, null);
          return true;
        },
        blur: (_event, view) => show(view, null),
      },
    },
  );
  return [callField, plugin];
}

function show(view: EditorView, call: CallInfo | null): void {
  if (call !== view.state.field(callField)) view.dispatch({ effects: setCall.of(call) });
}
