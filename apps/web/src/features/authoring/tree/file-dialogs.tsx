/** Dialogs that add a file, or give one another name. */
import { PackagePath } from '@lockstep/protocol';
import { useState } from 'react';
import { ConfirmDialog } from '../../../shared/ask/confirm-dialog.tsx';
import { VERDICT_WORDS } from '../../../shared/ui/messages.ts';
import { SelectField, TextField } from '../fields.tsx';
import { NEW_FILE, NEW_KINDS, RENAME } from './messages.ts';
import { addableKinds, hasName, type NewFile, type NewKind, namePrefix, newPath, pathOf } from './new-file.ts';
import { EXPECTED_VERDICTS } from './package-files.ts';

export function AddFileDialog(props: {
  readonly paths: readonly string[];
  /** Makes the file; rejects with what is to be said. */
  readonly act: (path: PackagePath, kind: NewKind) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { paths } = props;
  const kinds = addableKinds(paths);
  const [file, setFile] = useState<NewFile>({ kind: 'submission', verdict: 'wrong-answer', name: '' });
  const [faulty, setFaulty] = useState(false);
  const path = newPath(file);
  const fault = path === null ? NEW_FILE.nameFault : paths.includes(path) ? NEW_FILE.taken : null;
  const shown = pathOf({ ...file, name: file.name === '' ? '…' : file.name });
  const isTest = file.kind === 'sample' || file.kind === 'secret' || file.kind === 'scope';
  const choose = (kind: NewKind) => setFile({ ...file, kind, name: namePrefix(kind, paths) });
  return (
    <ConfirmDialog
      title={NEW_FILE.title}
      action={NEW_FILE.add}
      busy={NEW_FILE.adding}
      cancel={NEW_FILE.cancel}
      focusInside
      isMeant={() => {
        setFaulty(fault !== null);
        return fault === null;
      }}
      act={async () => {
        if (path !== null) await props.act(path, file.kind);
      }}
      onClose={props.onClose}
    >
      <SelectField
        label={NEW_FILE.kind}
        value={file.kind}
        options={kinds.map((kind) => [kind, NEW_KINDS[kind]])}
        onChange={(value) => choose(kinds.find((kind) => kind === value) ?? 'submission')}
      />
      {file.kind === 'submission' ? (
        <SelectField
          label={NEW_FILE.verdict}
          value={file.verdict}
          options={EXPECTED_VERDICTS.map((verdict) => [verdict, VERDICT_WORDS[verdict].word])}
          onChange={(value) =>
            setFile({ ...file, verdict: EXPECTED_VERDICTS.find((verdict) => verdict === value) ?? file.verdict })
          }
        />
      ) : null}
      {hasName(file.kind) ? (
        <TextField
          label={NEW_FILE.name}
          hint={isTest ? NEW_FILE.sorted(shown) : NEW_FILE.nameHint(shown)}
          value={file.name}
          onChange={(name) => setFile({ ...file, name })}
          maxLength={60}
          fault={faulty ? fault : null}
          mono
          first
        />
      ) : (
        <p className="ink2">{NEW_FILE.nameHint(shown)}</p>
      )}
    </ConfirmDialog>
  );
}

export function RenameDialog(props: {
  readonly path: string;
  readonly paths: readonly string[];
  readonly act: (to: PackagePath) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { path, paths } = props;
  const [to, setTo] = useState(path);
  const [faulty, setFaulty] = useState(false);
  const checked = PackagePath.safeParse(to);
  const fault = !checked.success
    ? (checked.error.issues[0]?.message ?? '')
    : to !== path && paths.includes(to)
      ? NEW_FILE.taken
      : null;
  return (
    <ConfirmDialog
      title={RENAME.title}
      action={RENAME.action}
      busy={RENAME.busy}
      cancel={NEW_FILE.cancel}
      focusInside
      isMeant={() => {
        setFaulty(fault !== null);
        return fault === null;
      }}
      act={async () => {
        if (checked.success && to !== path) await props.act(checked.data);
      }}
      onClose={props.onClose}
    >
      <TextField
        label={RENAME.path}
        hint={RENAME.pathHint}
        value={to}
        onChange={setTo}
        fault={faulty ? fault : null}
        mono
        first
      />
    </ConfirmDialog>
  );
}
