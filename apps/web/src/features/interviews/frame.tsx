/** The frame of the pages of interviewers. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { INTERVIEWS } from './messages.ts';
import './interviews.css';

export interface Crumb {
  readonly text: string;
  /** The interview that it leads to; null: the list. */
  readonly interview: string | null;
}

/** `crumbs`: the pages above this one, nearest last. */
export function Frame(props: { readonly crumbs?: readonly Crumb[]; readonly children: ReactNode }) {
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      <main className="interviews" id="content">
        {props.crumbs === undefined ? null : (
          <nav className="interview-crumbs" aria-label={INTERVIEWS.crumbs}>
            {props.crumbs.map(({ text, interview }) => (
              <span key={text}>
                {interview === null ? (
                  <Link to="/interviews">{text}</Link>
                ) : (
                  <Link to="/interviews/$id" params={{ id: interview }}>
                    {text}
                  </Link>
                )}
                <Icon name="chevron" small />
              </span>
            ))}
          </nav>
        )}
        {props.children}
      </main>
    </>
  );
}

export const TO_LIST: Crumb = { text: INTERVIEWS.title, interview: null };
