/** Everything that the keys do, as buttons; and what can be taken along. */
import { CopyText } from '../../shared/timeline/copy-text.tsx';
import { replayCommand } from '../../shared/timeline/schedules.ts';
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import type { Command } from './commands.ts';
import { TOOLS } from './messages.ts';

type OnCommand = (command: Command) => void;

export function WayTools(props: {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onCommand: OnCommand;
}) {
  const { canUndo, canRedo, onCommand } = props;
  return (
    <div className="play-tools">
      <Tool
        icon="undo"
        label={TOOLS.undo}
        shortcut="←"
        keys="Backspace ArrowLeft"
        refused={canUndo ? null : TOOLS.nothingToUndo}
        onClick={() => onCommand({ kind: 'undo' })}
      />
      <Tool
        icon="redo"
        label={TOOLS.redo}
        shortcut="→"
        keys="ArrowRight"
        refused={canRedo ? null : TOOLS.nothingToRedo}
        onClick={() => onCommand({ kind: 'redo' })}
      />
      <Tool
        icon="restart"
        label={TOOLS.restart}
        shortcut="R"
        keys="R"
        refused={canUndo ? null : TOOLS.nothingToUndo}
        onClick={() => onCommand({ kind: 'restart' })}
      />
    </div>
  );
}

export function HelpTools(props: { readonly ways: readonly ('failing' | 'passing')[]; readonly onCommand: OnCommand }) {
  const { onCommand } = props;
  return (
    <div className="play-tools">
      {props.ways.map((way) => (
        <Tool
          key={way}
          icon={way === 'failing' ? 'x' : 'check'}
          label={TOOLS[way]}
          shortcut={way === 'failing' ? 'F' : 'P'}
          keys={way === 'failing' ? 'F' : 'P'}
          refused={null}
          onClick={() => onCommand({ kind: 'guide', way })}
        />
      ))}
      <Tool
        icon="question"
        label={TOOLS.keys}
        shortcut="?"
        keys="?"
        refused={null}
        onClick={() => onCommand({ kind: 'keys' })}
      />
    </div>
  );
}

/** Stays focusable where it does nothing, so that the keyboard does not lose its place. */
function Tool(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly shortcut: string;
  readonly keys: string;
  readonly refused: string | null;
  readonly onClick: () => void;
}) {
  const { refused } = props;
  return (
    <button
      type="button"
      className="button tool"
      aria-keyshortcuts={props.keys}
      aria-disabled={refused === null ? undefined : true}
      title={refused ?? props.label}
      onClick={() => {
        if (refused === null) props.onClick();
      }}
    >
      <Icon name={props.icon} />
      <span className="tool-label">{props.label}</span>
      <KeyHint keys={[props.shortcut]} />
    </button>
  );
}

/** Always the address as it is when it is asked for. */
export function CopyLink() {
  return <CopyText text={() => window.location.href} label={TOOLS.link} name={TOOLS.linkName} />;
}

/** `slug`: of the exercise, for the command; null where nothing replays it. */
export function CopySchedule({ schedule, slug }: { readonly schedule: string; readonly slug: string | null }) {
  const text = slug === null ? schedule : replayCommand(slug, schedule);
  return (
    <CopyText
      text={() => text}
      label={TOOLS.copySchedule}
      name={slug === null ? TOOLS.scheduleName : TOOLS.replayName}
      title={text}
    />
  );
}
