/** All templates, to delete what nobody needs. Each asks first; then the list is there again. */
import type { InterviewTemplate } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteTemplate, interviewKeys } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { ConfirmDialog } from '../../shared/ask/confirm-dialog.tsx';
import { formatMoment } from '../../shared/format.ts';
import { SHELL } from '../../shared/ui/messages.ts';
import { FIRST_FOCUS, Modal, ModalHead } from '../../shared/ui/modal.tsx';
import { TEMPLATES } from './messages.ts';

export function TemplatesDialog(props: {
  readonly templates: readonly InterviewTemplate[];
  readonly onDeleted: (template: InterviewTemplate) => void;
  readonly onClose: () => void;
}) {
  const { templates, onDeleted, onClose } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const [asked, setAsked] = useState<InterviewTemplate | null>(null);
  const [said, setSaid] = useState('');
  const remove = async (template: InterviewTemplate): Promise<void> => {
    await deleteTemplate(api, template.id);
    await client.invalidateQueries({ queryKey: interviewKeys.templates });
    setSaid(TEMPLATES.deleted(template.name));
    onDeleted(template);
  };
  if (asked !== null) {
    return (
      <ConfirmDialog
        title={TEMPLATES.askTitle(asked.name)}
        action={TEMPLATES.ask}
        busy={TEMPLATES.deleting}
        cancel={TEMPLATES.askCancel}
        act={() => remove(asked)}
        onClose={() => setAsked(null)}
      >
        <p>{TEMPLATES.askText}</p>
      </ConfirmDialog>
    );
  }
  return (
    <Modal label={TEMPLATES.title} className="ask" onClose={onClose}>
      <ModalHead title={TEMPLATES.title} close={SHELL.closeDialog} onClose={onClose} />
      <div className="ask-text">
        <p className="templates-said ink-good" role="status">
          {said}
        </p>
        {templates.length === 0 ? (
          <p>{TEMPLATES.none}</p>
        ) : (
          <ul className="templates-list">
            {templates.map((template) => (
              <li key={template.id}>
                <span>
                  <b>{template.name}</b>
                  <span className="small ink3">{TEMPLATES.made(formatMoment(template.createdAt))}</span>
                </span>
                <button
                  type="button"
                  className="button small"
                  aria-label={TEMPLATES.removeOf(template.name)}
                  onClick={() => {
                    setSaid('');
                    setAsked(template);
                  }}
                >
                  {TEMPLATES.remove}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="ask-actions">
        <button {...FIRST_FOCUS} type="button" className="button primary" onClick={onClose}>
          {TEMPLATES.done}
        </button>
      </div>
    </Modal>
  );
}
