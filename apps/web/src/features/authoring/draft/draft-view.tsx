/** Files at the left, the editor in the middle, what is known about the draft at the right; one of them at a time on a phone. */
import { type PackageDraftView, type PackageFault, PackagePath, type Verdict } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { QuestionDialog } from '../../../shared/ask/question-dialog.tsx';
import { lazyPart } from '../../../shared/ui/lazy-part.ts';
import { Notice } from '../../../shared/ui/states.tsx';
import { panelId, Tabs, tabId } from '../../../shared/ui/tabs.tsx';
import type { EditorMemory } from '../code/file-editor.tsx';
import { PublishDialog } from '../publish/publish-dialog.tsx';
import { hindranceOf } from '../publish/readiness.ts';
import { checkQuery } from '../queries.ts';
import { AddFileDialog, RenameDialog } from '../tree/file-dialogs.tsx';
import { FileTree } from '../tree/file-tree.tsx';
import { DELETE } from '../tree/messages.ts';
import { contentOf } from '../tree/new-file.ts';
import { fileName, firstPath } from '../tree/package-files.ts';
import { useVerification } from '../verify/use-verification.ts';
import { DraftActions, DraftBar, stateOf } from './draft-bar.tsx';
import { EditorPane, type Target } from './editor-pane.tsx';
import { writeEquivalent } from './equivalent-entry.ts';
import { DRAFT, HINDRANCES, PROBLEMS, TESTS } from './messages.ts';
import { SidePane } from './side-pane.tsx';
import { useDraftFiles } from './use-draft-files.ts';
import { focusPane, useDraftKeys } from './use-draft-keys.ts';
import { useFileActs } from './use-file-acts.ts';
import { usePaneMode } from './use-pane-mode.ts';
import { useSideTab } from './use-side-tab.ts';
import { useTypeClient } from './use-type-client.ts';

const PreviewDialog = lazyPart(async () => ({
  default: (await import('../preview/preview-dialog.tsx')).PreviewDialog,
}));

/** What lies over the page. */
type Over =
  | { readonly kind: 'add' | 'preview' | 'publish' }
  | { readonly kind: 'rename' | 'delete'; readonly path: string };

type PaneName = 'files' | 'edit' | 'side';
const PANES: readonly PaneName[] = ['files', 'edit', 'side'];

export function DraftView(props: {
  readonly draft: PackageDraftView;
  readonly file: string | null;
  readonly onFile: (path: string) => void;
}) {
  const { draft, onFile } = props;
  const { api } = useServices();
  const { files, snapshot } = useDraftFiles(draft);
  const acts = useFileActs(draft.id, files);
  const types = useTypeClient();
  const check = useQuery(checkQuery(api, draft.id, draft.digest));
  const verifying = useVerification(draft, () => files.saveAll());
  const [memory] = useState((): EditorMemory => new Map());
  const [over, setOver] = useState<Over | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const [asSource, setAsSource] = useState(false);
  const [pane, setPane] = useState<PaneName>('edit');
  const mode = usePaneMode();
  const narrow = mode === 'narrow';
  const paths = useMemo(() => draft.files.map(({ path }): string => path), [draft.files]);
  const path = props.file !== null && paths.includes(props.file) ? props.file : firstPath(paths);
  const side = useSideTab(path);

  const faults = check.data?.faults ?? null;
  const faultCounts = useMemo(() => countsByFile(faults ?? []), [faults]);
  const whole = check.data?.whole ?? null;
  const hindrance = hindranceOf({
    unsaved: snapshot.marks.size > 0,
    published: stateOf(draft) === 'published',
    faults: faults?.length ?? 0,
    verification: verifying.verification,
    upToDate: verifying.upToDate,
  });
  const verifyBlocked = faults !== null && faults.length > 0 ? HINDRANCES.faulty : null;

  const open = (to: string, line?: number): void => {
    setPane('edit');
    if (line !== undefined) {
      setTarget({ path: to, line });
      if (to === 'problem.yaml') setAsSource(true);
    }
    if (to !== path) onFile(to);
  };
  const verify = (): void => {
    if (verifyBlocked !== null) return;
    side.choose('verification');
    setPane('side');
    verifying.start();
  };
  const saveAll = () => void files.saveAll();
  useDraftKeys({
    onSave: saveAll,
    onVerify: verify,
    onPane: (step) => {
      if (narrow) setPane(PANES[(PANES.indexOf(pane) + step + PANES.length) % PANES.length] ?? pane);
      else
        focusPane(
          PANES.map((name) => panelId('draft', name)),
          step,
        );
    },
  });

  const moveTo = async (from: string, to: PackagePath): Promise<void> => {
    await acts.rename(from, to);
    if (from === path) onFile(to);
  };
  const paneProps = (name: PaneName) => ({
    id: panelId('draft', name),
    hidden: narrow && pane !== name,
    ...(narrow ? { role: 'tabpanel', 'aria-labelledby': tabId('draft', name) } : { 'aria-label': DRAFT[name] }),
  });
  const actions = (
    <DraftActions
      verifying={verifying}
      verifyBlocked={verifyBlocked}
      publishBlocked={hindrance === null ? null : HINDRANCES[hindrance]}
      previewBlocked={whole === null ? TESTS.broken : null}
      onVerify={verify}
      onPreview={() => setOver({ kind: 'preview' })}
      onPublish={() => setOver({ kind: 'publish' })}
    />
  );
  return (
    <div className={`draft draft-${mode}`}>
      <DraftBar draft={draft} actions={narrow ? null : actions} />
      <main className="draft-panes" id="content">
        <p className="sr" role="status">
          {faults === null ? '' : faults.length === 0 ? PROBLEMS.none : PROBLEMS.count(faults.length)}
        </p>
        {narrow ? (
          <div className="draft-choice">
            <Tabs
              id="draft"
              className="segments"
              label={DRAFT.panes}
              tabs={PANES.map((name) => ({ name, label: DRAFT[name] }))}
              selected={pane}
              onSelect={setPane}
            />
          </div>
        ) : null}
        <section className="draft-pane draft-tree" {...paneProps('files')}>
          <div className="draft-head">
            <h2 title={draft.slug}>{draft.slug}</h2>
          </div>
          <FileTree
            paths={paths}
            selected={path}
            marks={snapshot.marks}
            faults={faultCounts}
            onSelect={open}
            onAdd={() => setOver({ kind: 'add' })}
            onRename={(one) => setOver({ kind: 'rename', path: one })}
            onDelete={(one) => setOver({ kind: 'delete', path: one })}
          />
        </section>
        <section className="draft-pane draft-edit" {...paneProps('edit')}>
          {path === null ? (
            <Notice icon="file" title={DRAFT.noFile} text={DRAFT.noFileText} />
          ) : (
            <EditorPane
              key={path}
              path={path}
              keeper={files.keeper(path)}
              memory={memory}
              types={types}
              tracks={check.data?.tracks ?? []}
              faults={faultsOf(path, faults ?? [])}
              target={target}
              asSource={asSource}
              onAsSource={setAsSource}
              onGoTo={(line) => open(path, line)}
              onArrived={() => setTarget(null)}
              onSave={saveAll}
              onRename={() => setOver({ kind: 'rename', path })}
              onDelete={() => setOver({ kind: 'delete', path })}
              onVerdict={(verdict: Verdict) =>
                void moveTo(path, PackagePath.parse(`submissions/${verdict}/${fileName(path)}`)).catch(() =>
                  setOver({ kind: 'rename', path }),
                )
              }
            />
          )}
        </section>
        <section className="draft-pane draft-side" {...paneProps('side')}>
          <SidePane
            tab={side.tab}
            onTab={side.choose}
            check={check}
            verifying={verifying}
            verifyBlocked={verifyBlocked}
            keeper={path === null ? null : files.keeper(path)}
            path={path}
            onOpenFile={open}
            onGoTo={({ file, line }) => open(file, line ?? 1)}
            onEquivalent={(entry) => writeEquivalent(draft, files, acts, entry)}
          />
        </section>
      </main>
      {narrow ? <footer className="draft-bottom">{actions}</footer> : null}
      {over?.kind === 'add' ? (
        <AddFileDialog
          paths={paths}
          act={async (to, kind) => {
            const starter = files.keeper('starter.py').snapshot().content ?? whole?.exercise.starter ?? '';
            await acts.add(to, contentOf(kind, whole?.exercise.signature ?? '', starter));
            open(to);
          }}
          onClose={() => setOver(null)}
        />
      ) : null}
      {over?.kind === 'rename' ? (
        <RenameDialog
          path={over.path}
          paths={paths}
          act={(to) => moveTo(over.path, to)}
          onClose={() => setOver(null)}
        />
      ) : null}
      {over?.kind === 'delete' ? (
        <QuestionDialog
          question={{
            title: DELETE.title,
            text: DELETE.text(over.path),
            note: DELETE.note,
            action: DELETE.action,
            act: () => acts.remove(over.path),
          }}
          onClose={() => setOver(null)}
        />
      ) : null}
      {over?.kind === 'preview' && whole !== null ? (
        <Suspense fallback={null}>
          <PreviewDialog exercise={whole.exercise} onClose={() => setOver(null)} />
        </Suspense>
      ) : null}
      {over?.kind === 'publish' && verifying.verification !== null ? (
        <PublishDialog draft={draft} verification={verifying.verification.id} onClose={() => setOver(null)} />
      ) : null}
    </div>
  );
}

function countsByFile(faults: readonly PackageFault[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { file } of faults) counts.set(file, (counts.get(file) ?? 0) + 1);
  return counts;
}

const NO_FAULTS: readonly PackageFault[] = [];

/** The same array where there are none: an editor marks anew what it is given anew. */
function faultsOf(path: string, faults: readonly PackageFault[]): readonly PackageFault[] {
  const own = faults.filter(({ file }) => file === path);
  return own.length === 0 ? NO_FAULTS : own;
}
