/** Fills the form in from a template, and asks first where something was entered; templates are deleted here, too. */
import type { InterviewTemplate } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { templatesQuery } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { ConfirmDialog } from '../../shared/ask/confirm-dialog.tsx';
import { FORM, TEMPLATE } from './messages.ts';
import { TemplatesDialog } from './templates-dialog.tsx';

export function TemplateSelect(props: {
  readonly changed: boolean;
  readonly onTemplate: (template: InterviewTemplate) => void;
}) {
  const { changed, onTemplate } = props;
  const id = useId();
  const { api } = useServices();
  const templates = useQuery(templatesQuery(api)).data ?? [];
  const [chosen, setChosen] = useState('');
  const [asked, setAsked] = useState<InterviewTemplate | null>(null);
  const [managed, setManaged] = useState(false);
  const begin = (template: InterviewTemplate): void => {
    setChosen(template.id);
    onTemplate(template);
  };
  return (
    <div className="field template-field">
      <label htmlFor={id}>{FORM.template}</label>
      <div className="template-choice">
        <select
          id={id}
          className="input"
          value={chosen}
          disabled={templates.length === 0}
          onChange={(event) => {
            const template = templates.find((one) => one.id === event.target.value);
            if (template === undefined) setChosen('');
            else if (changed) setAsked(template);
            else begin(template);
          }}
        >
          <option value="">{templates.length === 0 ? FORM.templatesEmpty : FORM.templateNone}</option>
          {templates.map((template) => (
            <option key={template.id} value={template.id}>
              {template.name}
            </option>
          ))}
        </select>
        {templates.length === 0 && !managed ? null : (
          <button type="button" className="button" onClick={() => setManaged(true)}>
            {FORM.templates}
          </button>
        )}
      </div>
      {managed ? (
        <TemplatesDialog
          templates={templates}
          onDeleted={(gone) => setChosen((now) => (now === gone.id ? '' : now))}
          onClose={() => setManaged(false)}
        />
      ) : null}
      {asked === null ? null : (
        <ConfirmDialog
          title={TEMPLATE.replaceTitle(asked.name)}
          action={TEMPLATE.replace}
          busy={TEMPLATE.replace}
          cancel={TEMPLATE.replaceCancel}
          act={async () => begin(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{TEMPLATE.replaceText}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
