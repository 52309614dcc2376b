/** What stands beside the code: attempts and facts, and whatever else the page is given; on a phone one at a time. */
import type { ReactNode } from 'react';
import type { LayoutMode } from '../../shared/ui/layout-mode.ts';
import { scroller } from '../../shared/ui/scroller.ts';
import { panelId, Tabs, tabId } from '../../shared/ui/tabs.tsx';
import { LIVE } from './messages.ts';

export type LivePane = 'code' | 'attempts' | 'facts' | 'timeline' | 'assessment';

const TABS = 'live-panes';

/** Which panes there are tabs for. */
export function tabsOf(mode: LayoutMode, withAside: boolean): readonly LivePane[] {
  const assessment: readonly LivePane[] = withAside ? ['assessment'] : [];
  switch (mode) {
    case 'narrow':
      return ['code', 'attempts', 'facts', 'timeline', ...assessment];
    case 'split':
      return ['attempts', 'facts', ...assessment];
    case 'wide':
      return ['attempts', 'facts'];
    default:
      return mode satisfies never;
  }
}

/** The pane that a tab of the layout has chosen: beside the code it is never the code. */
export function chosenPane(tabs: readonly LivePane[], pane: LivePane): LivePane {
  return tabs.includes(pane) ? pane : (tabs[0] ?? pane);
}

export function PaneTabs(props: {
  readonly tabs: readonly LivePane[];
  readonly selected: LivePane;
  readonly onSelect: (pane: LivePane) => void;
}) {
  return (
    <div className="live-pane-tabs">
      <Tabs
        id={TABS}
        className="live-tabs"
        label={LIVE.panes}
        tabs={props.tabs.map((name) => ({ name, label: LIVE[name] }))}
        selected={props.selected}
        onSelect={props.onSelect}
      />
    </div>
  );
}

/** What a pane needs where a tab shows it. */
export function paneProps(name: LivePane) {
  return { role: 'tabpanel', id: panelId(TABS, name), 'aria-labelledby': tabId(TABS, name) } as const;
}

/** The column beside the code. `tabs`: shown within it, as on a phone they stand above everything. */
export function SidePane(props: {
  readonly shown: LivePane;
  readonly tabs: ReactNode;
  readonly attempts: ReactNode;
  readonly facts: ReactNode;
  readonly assessment: ReactNode;
}) {
  const { shown } = props;
  const body = shown === 'attempts' || shown === 'facts' || shown === 'assessment' ? props[shown] : null;
  return (
    <section className="live-side" aria-label={LIVE[shown]} hidden={body === null}>
      {props.tabs}
      <div className="live-scroll" {...scroller(LIVE[shown])}>
        <div {...paneProps(shown)}>{body}</div>
      </div>
    </section>
  );
}
