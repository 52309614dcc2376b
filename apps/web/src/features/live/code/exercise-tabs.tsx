/** One tab for each exercise of the interview, with a mark where the candidate is. */
import type { InterviewItem, ItemStanding, Slug } from '@lockstep/protocol';
import { Tabs } from '../../../shared/ui/tabs.tsx';
import { CODE } from '../messages.ts';

export const CODE_TABS = 'live-code';

export function ExerciseTabs(props: {
  readonly exercises: readonly ItemStanding[];
  readonly shown: Slug;
  readonly candidate: string;
  /** What the candidate looks at. */
  readonly item: InterviewItem | null;
  readonly onChoose: (slug: Slug) => void;
}) {
  const { exercises, shown, item, candidate } = props;
  const isHere = (slug: string): boolean => item?.kind === 'exercise' && item.slug === slug;
  return (
    <Tabs
      id={CODE_TABS}
      className="live-tabs"
      label={CODE.exercises}
      selected={shown}
      onSelect={props.onChoose}
      tabs={exercises.map(({ slug, title }) => ({
        name: slug,
        label: (
          <>
            {title}
            {isHere(slug) ? (
              <>
                <i className="live-dot" />
                <span className="sr">, {CODE.isHere(candidate)}</span>
              </>
            ) : null}
          </>
        ),
      }))}
    />
  );
}
