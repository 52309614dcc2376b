/** Suggestions and brackets that close themselves, whatever the language: how they look and where they stand. */
import { autocompletion, type CompletionSource, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { keymap } from '@codemirror/view';

/** `sources`: who knows what could be written. */
export function typingHelp(...sources: readonly CompletionSource[]): Extension {
  return [
    closeBrackets(),
    // Comes late into the editor, and must be asked before Backspace and the like.
    Prec.high(keymap.of([...closeBracketsKeymap])),
    autocompletion({
      icons: false,
      override: sources,
      maxRenderedOptions: 60,
      interactionDelay: 0,
      positionInfo: placeInfo,
    }),
  ];
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
