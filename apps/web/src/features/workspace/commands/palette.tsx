/** The command palette: one field, and below it what can be done. The focus stays in the field; arrows choose. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { exercisesQuery } from '../../../shared/api/queries.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { useTheme } from '../../../shared/theme/theme.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Modal } from '../../../shared/ui/modal.tsx';
import { ariaStroke, isMac, KeyHint, strokeText } from '../../../shared/ui/shortcut.tsx';
import { type FoundCommand, findCommands, inOrder } from './find-commands.ts';
import { COMMANDS } from './messages.ts';
import { nextStepAfter } from './next-step.ts';
import { type Command, type WorkspaceControls, workspaceCommands } from './workspace-commands.ts';
import './commands.css';

export function Palette(props: {
  readonly slug: string;
  readonly controls: WorkspaceControls;
  /** What was typed before it was here. */
  readonly typed: string;
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  const commands = useCommands(props.slug, props.controls);
  const [query, setQuery] = useState(props.typed);
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const groups = findCommands(commands, query);
  const order = inOrder(groups);
  const current = order[chosen];

  useEffect(() => {
    if (current !== undefined)
      list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const run = (command: Command | undefined): void => {
    if (command === undefined || command.blocked !== null) return;
    // The focus goes back first, so that the command may move it on.
    flushSync(onClose);
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const count = order.length;
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 }[event.key];
    if (to !== undefined && count > 0) {
      event.preventDefault();
      setChosen((to + count) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(current?.command);
    }
  };

  return (
    <Modal label={COMMANDS.title} className="palette" onClose={onClose}>
      <label className="palette-field">
        <Icon name="search" />
        <span className="sr">{COMMANDS.filter}</span>
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : `${id}-${current.command.id}`}
          autoComplete="off"
          spellCheck={false}
          placeholder={COMMANDS.placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <p className="sr" role="status">
        {COMMANDS.count(order.length)}
      </p>
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={COMMANDS.list} ref={list}>
        {groups.map(({ group, found }) => (
          <div {...groupOf(`${id}-${group}`)} key={group}>
            <p className="palette-group" id={`${id}-${group}`} role="presentation">
              {COMMANDS.groups[group]}
            </p>
            {found.map((item) => (
              <Option
                key={item.command.id}
                id={`${id}-${item.command.id}`}
                item={item}
                selected={item === current}
                onPoint={() => setChosen(order.indexOf(item))}
                onRun={() => run(item.command)}
              />
            ))}
          </div>
        ))}
      </div>
      {order.length === 0 ? <p className="palette-none">{COMMANDS.none(query.trim())}</p> : null}
      <PaletteFoot />
    </Modal>
  );
}

/** Options in a list, with the heading of that id. */
function groupOf(heading: string) {
  return { role: 'group', 'aria-labelledby': heading } as const;
}

function useCommands(slug: string, controls: WorkspaceControls): Command[] {
  const { api } = useServices();
  const list = useQuery(exercisesQuery(api)).data;
  const { theme, choose } = useTheme();
  const navigate = useNavigate();
  return workspaceCommands(controls, {
    theme,
    chooseTheme: choose,
    nextStep: nextStepAfter(list, slug),
    openStep: ({ kind, item }) => {
      const params = { slug: item.slug };
      if (kind === 'question') void navigate({ to: '/questions/$slug', params });
      else void navigate({ to: '/exercises/$slug', params });
    },
    openPage: (to) => void navigate({ to }),
  });
}

function Option(props: {
  readonly id: string;
  readonly item: FoundCommand;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}) {
  const { command, places } = props.item;
  const { label, icon, blocked } = command;
  const mac = isMac();
  const stroke = mac ? (command.onMac ?? command.stroke) : command.stroke;
  return (
    // The field keeps the focus and has the keys; only assistive technology may put the focus here.
    <div
      role="option"
      id={props.id}
      tabIndex={-1}
      className="palette-option"
      aria-selected={props.selected}
      aria-disabled={blocked !== null || undefined}
      aria-keyshortcuts={stroke === null ? undefined : ariaStroke(stroke, mac)}
      onMouseMove={props.selected ? undefined : props.onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onRun}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onRun();
      }}
    >
      <Icon name={icon} />
      <span className="palette-label">
        <Marked text={label} places={places} />
      </span>
      {blocked === null ? null : <span className="palette-why">{blocked}</span>}
      {stroke === null ? null : <KeyHint keys={[strokeText(stroke, mac)]} />}
    </div>
  );
}

/** The text with its matched letters set off. */
function Marked({ text, places }: { readonly text: string; readonly places: readonly number[] }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const place of places) {
    parts.push(text.slice(from, place), <b key={place}>{text[place]}</b>);
    from = place + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

function PaletteFoot() {
  return (
    <p className="palette-foot" aria-hidden="true">
      <span>
        <kbd>↑</kbd>
        <kbd>↓</kbd> {COMMANDS.foot.move}
      </span>
      <span>
        <kbd>↵</kbd> {COMMANDS.foot.run}
      </span>
      <span>
        <kbd>{strokeText('escape', isMac())}</kbd> {COMMANDS.foot.close}
      </span>
    </p>
  );
}
