/** Help while typing Python: suggestions, and brackets that close themselves. A chunk of its own, loaded with the first focus. */
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { completionsAt, type Option } from './completion/complete.ts';
import { typingHelp } from './typing-help.ts';

export function assist(): Extension {
  return typingHelp(suggest);
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

function boostOf({ about, kind }: Option, index: number): number {
  const rank = about !== '' ? 20 : kind === 'variable' || kind === 'module' ? 10 : 0;
  return rank - Math.min(index, 500) / 100;
}
