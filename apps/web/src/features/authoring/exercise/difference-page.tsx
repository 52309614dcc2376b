/** What the exercises' folder has and what is published here, file by file; and giving the exercise back to the folder. */
import type { AuthoredExercise, FolderDifference } from '@lockstep/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { QuestionDialog } from '../../../shared/ask/question-dialog.tsx';
import { diffRows, type Layout } from '../../../shared/diff/diff-rows.ts';
import { DiffTable } from '../../../shared/diff/diff-table.tsx';
import { LayoutChoice } from '../../../shared/diff/layout-choice.tsx';
import { lineDiff } from '../../../shared/diff/line-diff.ts';
import { DIFF } from '../../../shared/diff/messages.ts';
import { useLayoutMode } from '../../../shared/ui/layout-mode.ts';
import { scroller } from '../../../shared/ui/scroller.ts';
import { Notice, useTitle } from '../../../shared/ui/states.tsx';
import { Waiting } from '../admins-only.tsx';
import { exercises } from '../authoring-api.ts';
import { differenceQuery } from '../queries.ts';
import { ExerciseFrame } from './exercise-frame.tsx';
import { DIFFERENCE } from './messages.ts';

export function DifferencePage({ slug }: { readonly slug: string }) {
  return <ExerciseFrame slug={slug}>{({ exercise }) => <Shown exercise={exercise} />}</ExerciseFrame>;
}

function Shown({ exercise }: { readonly exercise: AuthoredExercise }) {
  const { slug, title, origin } = exercise;
  useTitle(DIFFERENCE.documentTitle(title));
  const { api } = useServices();
  const { data, error, refetch } = useQuery({ ...differenceQuery(api, slug), enabled: origin === 'app' });
  const narrow = useLayoutMode() === 'narrow';
  const [wanted, setWanted] = useState<Layout>('beside');
  const layout = narrow ? 'unified' : wanted;
  if (origin === 'folder') {
    return <Notice icon="file" title={DIFFERENCE.isFolders} text={DIFFERENCE.isFoldersText} />;
  }
  if (data === undefined) return <Waiting error={error} retry={() => void refetch()} lines={8} />;
  return (
    <>
      <div className="exercise-head">
        {data.files.length === 0 ? null : (
          <p>
            {DIFFERENCE.summary(data.files.length, data.same)}{' '}
            {exercise.folder === 'absent' || exercise.folder === 'broken' ? DIFFERENCE[exercise.folder] : null}
          </p>
        )}
        <span className="spring" />
        {narrow || data.files.length === 0 ? null : <LayoutChoice layout={wanted} onChoose={setWanted} />}
        <GiveBack exercise={exercise} />
      </div>
      {data.files.length === 0 ? (
        <Notice icon="check" title={DIFFERENCE.none} text={DIFFERENCE.noneText(data.same)} />
      ) : (
        data.files.map((file) => <FilePart key={file.path} file={file} layout={layout} />)
      )}
    </>
  );
}

function FilePart({ file, layout }: { readonly file: FolderDifference['files'][number]; readonly layout: Layout }) {
  const { path, folder, app } = file;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const older = folder === null ? '' : folder.content;
  const newer = app === null ? '' : app.content;
  const diff = useMemo(() => (older === null || newer === null ? null : lineDiff(older, newer)), [older, newer]);
  const rows = useMemo(() => (diff === null ? [] : diffRows(diff.blocks, layout, opened)), [diff, layout, opened]);
  const figures = diff === null ? null : DIFF.figures(diff.added, diff.removed);
  return (
    <details className="card difference-file" open>
      <summary>
        <span className="mono">{path}</span>
        {folder === null ? <span className="small ink3">{DIFFERENCE.onlyApp}</span> : null}
        {app === null ? <span className="small ink3">{DIFFERENCE.onlyFolder}</span> : null}
        <span className="spring" />
        {figures === null ? null : (
          <span className="small">
            <b className="ink-good">{figures.added}</b> <b className="ink-bad">{figures.removed}</b>
          </span>
        )}
      </summary>
      {diff === null ? (
        <p className="difference-large ink2">{DIFFERENCE.large}</p>
      ) : (
        <div className="difference-scroll" {...scroller(DIFFERENCE.table(path))}>
          <DiffTable
            rows={rows}
            layout={layout}
            names={{ older: DIFFERENCE.folder, newer: DIFFERENCE.app }}
            at={null}
            onOpen={(from) => setOpened(new Set(opened).add(from))}
          />
        </div>
      )}
    </details>
  );
}

function GiveBack({ exercise }: { readonly exercise: AuthoredExercise }) {
  const { slug, title, folder } = exercise;
  const { api } = useServices();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="button" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {DIFFERENCE.giveBack}
      </button>
      {asking ? (
        <QuestionDialog
          question={{
            title: DIFFERENCE.giveTitle,
            text: folder === 'absent' ? DIFFERENCE.giveAbsent(title) : DIFFERENCE.giveText(title),
            note: DIFFERENCE.giveNote,
            action: DIFFERENCE.give,
            act: async () => {
              await exercises.giveBack(api, slug);
              await client.invalidateQueries();
            },
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
