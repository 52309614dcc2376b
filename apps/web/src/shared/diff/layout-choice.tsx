/** In one column, or the versions beside each other. */
import type { Layout } from './diff-rows.ts';
import { DIFF } from './messages.ts';

export function LayoutChoice(props: { readonly layout: Layout; readonly onChoose: (layout: Layout) => void }) {
  return (
    <fieldset className="segments" aria-label={DIFF.layout}>
      {(['beside', 'unified'] as const).map((layout) => (
        <button
          key={layout}
          type="button"
          aria-pressed={layout === props.layout}
          onClick={() => props.onChoose(layout)}
        >
          {DIFF[layout]}
        </button>
      ))}
    </fieldset>
  );
}
