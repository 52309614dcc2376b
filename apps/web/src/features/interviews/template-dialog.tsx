/** Saves what is in the form under a name, to begin other interviews from. The window belongs to one interview and stays out. */
import type { InterviewSettings } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { interviewKeys, saveTemplate } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { TEMPLATE } from './messages.ts';
import { NameDialog } from './name-dialog.tsx';

export function TemplateDialog(props: {
  readonly settings: InterviewSettings;
  readonly onSaved: (name: string) => void;
  readonly onClose: () => void;
}) {
  const { settings, onSaved, onClose } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const save = async (name: string): Promise<void> => {
    await saveTemplate(api, name, { ...settings, opensAt: null, closesAt: null });
    await client.invalidateQueries({ queryKey: interviewKeys.templates });
    onSaved(name);
    onClose();
  };
  return <NameDialog words={TEMPLATE} initial={settings.title} act={save} onClose={onClose} />;
}
