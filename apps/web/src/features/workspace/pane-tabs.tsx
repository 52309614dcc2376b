/** Which of the three panes show, and the tabs that choose where there is no room for all. */
import type { LayoutMode } from '../../shared/ui/layout-mode.ts';
import { panelId, Tabs, tabId } from '../../shared/ui/tabs.tsx';
import { WORKSPACE } from './messages.ts';

export type PaneTab = 'statement' | 'code' | 'result';

/** Beside the editor there is one other pane; the tab of the code then stands for the statement. */
export function shownTab(mode: LayoutMode, tab: PaneTab): PaneTab {
  return mode === 'split' && tab === 'code' ? 'result' : tab;
}

export function visiblePanes(mode: LayoutMode, tab: PaneTab): ReadonlySet<PaneTab> {
  switch (mode) {
    case 'wide':
      return new Set(['statement', 'code', 'result']);
    case 'split':
      return new Set(['code', shownTab(mode, tab)]);
    case 'narrow':
      return new Set([tab]);
    default:
      return mode satisfies never;
  }
}

/** A pane is a tab panel where tabs choose it, and a plain section where it always shows. */
export function paneProps(name: PaneTab, mode: LayoutMode, shows: ReadonlySet<PaneTab>) {
  const isPanel = mode === 'narrow' || (mode === 'split' && name !== 'code');
  return {
    id: panelId('panes', name),
    hidden: !shows.has(name),
    ...(isPanel ? { role: 'tabpanel', 'aria-labelledby': tabId('panes', name) } : { 'aria-label': WORKSPACE[name] }),
  };
}

export function PaneTabs(props: {
  readonly mode: LayoutMode;
  readonly selected: PaneTab;
  readonly onSelect: (tab: PaneTab) => void;
}) {
  const names: readonly PaneTab[] = props.mode === 'narrow' ? ['statement', 'code', 'result'] : ['statement', 'result'];
  return (
    <div className="pane-choice">
      <Tabs
        id="panes"
        className="segments"
        label={WORKSPACE.panes}
        tabs={names.map((name) => ({ name, label: WORKSPACE[name] }))}
        selected={props.selected}
        onSelect={props.onSelect}
      />
    </div>
  );
}
