/** The one thing to do for somebody who has never submitted. Loaded for them only. */
import { Link } from '@tanstack/react-router';
import { useServices } from '../../../shared/api/services.tsx';
import { BEGUN, FIRST_EXERCISE, keepFirstVisit } from '../../../shared/first-visit.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { CARDS } from './messages.ts';

export default function FirstAction({ title }: { readonly title: string }) {
  const { store } = useServices();
  return (
    <div className="hero-action">
      <Link
        to="/exercises/$slug"
        params={{ slug: FIRST_EXERCISE }}
        className="button primary"
        onClick={() => keepFirstVisit(store, BEGUN)}
      >
        {CARDS.firstAction(title)}
        <Icon name="arrow" />
      </Link>
      <span className="small ink3">{CARDS.firstText}</span>
    </div>
  );
}
