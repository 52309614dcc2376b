/** Tabs after the ARIA pattern: arrows move, the selected one is the only stop of the Tab key. */
import type { KeyboardEvent, ReactNode } from 'react';

export interface TabChoice<Name extends string> {
  readonly name: Name;
  readonly label: ReactNode;
}

export function Tabs<Name extends string>(props: {
  readonly label: string;
  readonly tabs: readonly TabChoice<Name>[];
  readonly selected: Name;
  readonly onSelect: (name: Name) => void;
  /** Prefix of ids: tab `<id>-tab-<name>` controls panel `<id>-panel-<name>`. */
  readonly id: string;
  readonly className: string;
}) {
  const { tabs, selected, onSelect, id } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.name === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    const next = tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.name);
    document.getElementById(tabId(id, next.name))?.focus();
  };
  return (
    <div className={props.className} role="tablist" aria-label={props.label} onKeyDown={onKeyDown}>
      {tabs.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(id, name)}
          aria-selected={name === selected}
          aria-controls={panelId(id, name)}
          tabIndex={name === selected ? 0 : -1}
          onClick={() => onSelect(name)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** What a scrolling panel of the tabs `id` needs to be one. */
export function tabPanel(id: string, name: string) {
  return { role: 'tabpanel', tabIndex: 0, id: panelId(id, name), 'aria-labelledby': tabId(id, name) } as const;
}

export function tabId(id: string, name: string): string {
  return `${id}-tab-${name}`;
}

export function panelId(id: string, name: string): string {
  return `${id}-panel-${name}`;
}
