/** What lies over the whole workspace now. What opens below a button stands beside that button and is not among these. */
import type { ExerciseView } from '@lockstep/protocol';
import type { WorkspaceControls } from './commands/workspace-commands.ts';
import type { Overlay } from './use-overlay.ts';

export function WorkspaceOverlay(props: {
  readonly overlay: Overlay | null;
  readonly exercise: ExerciseView;
  readonly current: string | null;
  readonly controls: WorkspaceControls;
  readonly onReset: () => void;
  /** Puts an earlier version into the editor; `name` says which. */
  readonly onTake: (source: string, name: string) => void;
  readonly onClose: () => void;
}) {
  const { overlay, exercise, current, controls, onClose } = props;
  if (overlay === null) return null;
  switch (overlay.name) {
    case 'palette':
      return <overlay.View slug={exercise.slug} controls={controls} typed={overlay.typed} onClose={onClose} />;
    case 'help':
      return <overlay.View keys={controls.keys} onClose={onClose} />;
    case 'reset':
      return <overlay.View onReset={props.onReset} onClose={onClose} />;
    case 'compare':
      return current === null ? null : (
        <overlay.View
          slug={exercise.slug}
          starter={exercise.starter}
          current={current}
          onTake={props.onTake}
          onClose={onClose}
        />
      );
    case 'settings':
    case 'own':
      return null;
    default:
      return overlay satisfies never;
  }
}
