/** The form of an interview, new or changed. It asks before it is left with changes that were not saved. */
import type { InterviewSettings, InterviewTemplate } from '@lockstep/protocol';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { timeZoneName } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import '../../shared/form/form.css';
import './form.css';
import { CheckField, FeedbackCards, MarkdownField, TextField } from './fields.tsx';
import {
  BLANK,
  type Faults,
  type FormField,
  type FormValues,
  readForm,
  serverFaults,
  valuesOf,
  zoneWords,
} from './form-model.ts';
import { ItemPicker } from './item-picker.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { FAULTS, FORM, RUBRIC, TEMPLATE } from './messages.ts';
import { RubricEditor } from './rubric-editor.tsx';
import type { RubricFaults } from './rubric-model.ts';
import { TemplateDialog } from './template-dialog.tsx';
import { TemplateSelect } from './template-select.tsx';

const CHOICES = ['findings', 'verdicts'] as const;
const MOMENTS = ['opensAt', 'closesAt'] as const;

export function InterviewForm(props: {
  /** null: a new one. */
  readonly settings: InterviewSettings | null;
  readonly action: string;
  readonly save: (settings: InterviewSettings) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const { settings, action, onCancel } = props;
  const form = useRef<HTMLFormElement>(null);
  const [initial, setInitial] = useState(() => (settings === null ? BLANK : valuesOf(settings)));
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults>({});
  const [rubricFaults, setRubricFaults] = useState<RubricFaults>({});
  const [template, setTemplate] = useState<InterviewSettings | null>(null);
  const [said, setSaid] = useState('');
  const changed = JSON.stringify(values) !== JSON.stringify(initial);
  const saved = useMutation({
    networkMode: 'always',
    mutationFn: props.save,
    onError: (error) => setFaults(error instanceof ApiError ? serverFaults(error.faults) : {}),
  });
  useLayoutEffect(() => {
    if (Object.keys(faults).length + Object.keys(rubricFaults).length > 0) focusFault(form.current);
  }, [faults, rubricFaults]);

  const set = (change: Partial<FormValues>): void => setValues((before) => ({ ...before, ...change }));
  /** The settings that are entered; null, and said beside the fields, when something is wrong with them. */
  const read = (): InterviewSettings | null => {
    const reading = readForm(values);
    const unfinished = unfinishedMoments(form.current);
    const found = { ...(reading.kind === 'faults' ? reading.faults : {}), ...unfinished };
    saved.reset();
    setFaults(found);
    setRubricFaults(reading.kind === 'faults' ? reading.rubric : {});
    return reading.kind === 'settings' && Object.keys(found).length === 0 ? reading.settings : null;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (saved.isPending) return;
    const entered = read();
    if (entered !== null) saved.mutate(entered);
  };
  const begin = ({ name, settings: from }: InterviewTemplate): void => {
    const filled = valuesOf(from);
    setValues(filled);
    setInitial(filled);
    setFaults({});
    setRubricFaults({});
    setSaid(FORM.templateUsed(name));
  };
  const field = (name: FormField) => ({
    name,
    fault: faults[name],
  });
  return (
    <>
      {settings === null ? <TemplateSelect changed={changed} onTemplate={begin} /> : null}
      <form ref={form} className="form interview-form" noValidate aria-label={action} onSubmit={submit}>
        <TextField
          {...field('title')}
          label={FORM.title}
          hint={FORM.titleHint}
          type="text"
          maxLength={100}
          value={values.title}
          onValue={(title) => set({ title })}
        />
        <ItemPicker
          items={values.items}
          minutes={values.minutes}
          fault={faults.items}
          onItems={(items) => set({ items })}
        />
        <div className="form-pair">
          <TextField
            {...field('minutes')}
            label={FORM.minutes}
            hint={FORM.minutesHint}
            type="text"
            numeric
            maxLength={4}
            value={values.minutes}
            onValue={(minutes) => set({ minutes })}
          />
          <TextField
            {...field('submissions')}
            label={FORM.submissions}
            hint={FORM.submissionsHint}
            type="text"
            numeric
            maxLength={5}
            value={values.submissions}
            onValue={(submissions) => set({ submissions })}
          />
        </div>
        <fieldset className="window" aria-describedby="window-hint">
          <legend>{FORM.window}</legend>
          <div className="form-pair">
            {MOMENTS.map((name) => (
              <TextField
                key={name}
                {...field(name)}
                label={FORM[name]}
                type="datetime-local"
                value={values[name]}
                onValue={(value) => set({ [name]: value })}
              />
            ))}
          </div>
          <p className="field-hint" id="window-hint">
            {FORM.windowHint(browserZone())}
          </p>
        </fieldset>
        <FeedbackCards value={values.feedback} choices={CHOICES} onValue={(feedback) => set({ feedback })} />
        <CheckField
          name="writeAlong"
          legend={FORM.live}
          label={FORM.writeAlong}
          hint={FORM.writeAlongHint}
          value={values.writeAlong}
          onValue={(writeAlong) => set({ writeAlong })}
        />
        <MarkdownField
          {...field('instructions')}
          label={FORM.instructions}
          hint={FORM.instructionsHint}
          value={values.instructions}
          onValue={(instructions) => set({ instructions })}
        />
        <fieldset className="rubric-part" aria-describedby="rubric-hint">
          <legend>{RUBRIC.section}</legend>
          <p className="field-hint" id="rubric-hint">
            {RUBRIC.formHint}
          </p>
          <RubricEditor
            values={values.rubric}
            faults={rubricFaults}
            onValues={(rubric, words) => {
              set({ rubric });
              if (words !== '') setSaid(words);
            }}
          />
        </fieldset>
        <div className="interview-form-end">
          <div className="form-fault" role="alert">
            {saved.error === null || Object.keys(faults).length > 0 ? null : (
              <p>
                <Icon name="error" small />
                <span>{sentenceOf(saved.error)}</span>
              </p>
            )}
          </div>
          <div className="form-actions">
            <button type="submit" className="button primary" aria-disabled={saved.isPending || undefined}>
              {saved.isPending ? FORM.saving : action}
            </button>
            <button type="button" className="button" onClick={() => setTemplate(read())}>
              {FORM.saveTemplate}
            </button>
            <span className="form-done" role="status">
              {said}
            </span>
            <span className="spring" />
            <button type="button" className="button quiet" onClick={onCancel}>
              {FORM.cancel}
            </button>
          </div>
        </div>
      </form>
      {template === null ? null : (
        <TemplateDialog
          settings={template}
          onSaved={(name) => setSaid(TEMPLATE.saved(name))}
          onClose={() => setTemplate(null)}
        />
      )}
      <LeaveGuard changed={changed} />
    </>
  );
}

function sentenceOf(error: Error): string {
  return error instanceof ApiError && error.kind === 'unreachable' ? FORM.unreachable : error.message;
}

/** The first field that is wrong; of the picker, its first control. */
function focusFault(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid=true], [data-faulty]');
  (wrong?.matches('fieldset') ? wrong.querySelector<HTMLElement>('button, input') : wrong)?.focus();
}

/** A date without a time has no value, which must not be taken for an empty field. */
function unfinishedMoments(form: HTMLFormElement | null): Faults {
  const inputs = [...(form?.querySelectorAll<HTMLInputElement>('input[type=datetime-local]') ?? [])];
  const names = inputs.filter(({ validity }) => validity.badInput).map(({ name }) => name);
  return Object.fromEntries(MOMENTS.filter((name) => names.includes(name)).map((name) => [name, FAULTS.moment]));
}

function browserZone(): string {
  return zoneWords(timeZoneName(), -new Date().getTimezoneOffset());
}
