/** The workspace of a candidate, to be read: statement beside starter. */
import type { ExerciseView } from '@lockstep/protocol';
import { Hints } from '../../../shared/statement/hints.tsx';
import { StatementText } from '../../../shared/statement/statement-text.tsx';
import { PythonCode } from '../../../shared/text/python-code.tsx';
import { Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import { DRAFT, PREVIEW } from '../draft/messages.ts';

export function PreviewDialog({
  exercise,
  onClose,
}: {
  readonly exercise: ExerciseView;
  readonly onClose: () => void;
}) {
  return (
    <Modal label={DRAFT.previewTitle} className="preview-dialog" onClose={onClose}>
      <ModalHead title={DRAFT.previewTitle} close={PREVIEW.close} onClose={onClose} />
      <div className="preview-panes">
        <div className="preview-pane" {...scroller(PREVIEW.statement)}>
          <StatementText exercise={exercise}>
            {exercise.hints.length > 0 ? <Hints hints={exercise.hints} /> : null}
          </StatementText>
        </div>
        <div className="preview-pane preview-code" {...scroller(PREVIEW.starter)}>
          <PythonCode source={exercise.starter} label={PREVIEW.starterLabel} numbered />
        </div>
      </div>
    </Modal>
  );
}
