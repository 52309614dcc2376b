/** Help while typing: suggestions, and brackets that close themselves. A chunk of its own, see code-editor.tsx. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { completionsAt, type Option } from './completion/complete.ts';

export function assist(): Extension {
  return [
    closeBrackets(),
    // Comes late into the editor, and must be asked before Backspace and the like.
    Prec.high(keymap.of([...closeBracketsKeymap])),
    autocompletion({
      icons: false,
      override: [suggest],
      maxRenderedOptions: 60,
      interactionDelay: 0,
      positionInfo: placeInfo,
    }),
  ];
}

function suggest(context: CompletionContext): CompletionResult | null {
  const found = completionsAt(context.state.doc.toString(), context.pos, context.explicit);
  if (found === null) return null;
  const names = new Set(found.options.map(({ name }) => name));
  return {
    from: found.from,
    options: found.options.map((option, index) => ({
      label: option.name,
      type: option.kind,
      // Known names before keywords and built-in ones, each group in the order of the table.
      boost: boostOf(option, index),
      ...(option.signature === '' ? {} : { detail: option.signature }),
      ...(option.about === '' ? {} : { info: option.about }),
    })),
    // A word that is complete closes the list: Enter is a new line then.
    validFor: (word) => /^\w*$/.test(word) && !names.has(word),
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The words about an option stand beside the list where there is room, and else below or above it, never over it. */
function placeInfo(_view: unknown, list: Box, option: Box, info: Box, space: Box) {
  const wide = info.right - info.left;
  const beside = `top: ${option.top - list.top}px`;
  const style =
    space.right - list.right > wide
      ? `${beside}; left: 100%`
      : list.left - space.left > wide
        ? `${beside}; right: 100%`
        : `left: -1px; right: -1px; width: auto; max-width: none; ${isBelow(list, info, space) ? 'top: 100%' : 'bottom: 100%'}`;
  return { style };
}

function isBelow(list: Box, info: Box, space: Box): boolean {
  return space.bottom - list.bottom > info.bottom - info.top;
}

function boostOf({ about, kind }: Option, index: number): number {
  const rank = about !== '' ? 20 : kind === 'variable' || kind === 'module' ? 10 : 0;
  return rank - Math.min(index, 500) / 100;
}
