/**
 * Live code on this server: the sittings that somebody is connected to, and the way from the log to documents and drafts.
 *
 * In a sitting the log is the draft. It begins with the draft of before, or the starter of the revision that the sitting
 * asks; from then on drafts follow the log. Who reads drafts calls `settle` first.
 */
import type { Draft, SittingId, Slug, SubmissionId, VisitorId } from '@lockstep/protocol';
import type { CodeHead, CodeKey, DraftSaved, FeedNotice, LogStretch, Store, StoredSitting } from '@lockstep/store';
import { ProblemError } from '../problems.ts';
import { CodeDocument, firstChange } from './code-document.ts';
import { CodeRoom } from './code-room.ts';
import { DraftWriter } from './draft-writer.ts';
import { LiveSitting, type RoomOwner } from './live-sitting.ts';
import { LogWriter } from './log-writer.ts';
import { refusalDetail } from './refusals.ts';
import { type Use, WhileUsed } from './while-used.ts';
import { WorkWatch } from './work-watch.ts';

export interface LiveCodeParts {
  readonly store: Store;
  readonly now: () => Date;
  readonly warn: (what: string, error: unknown) => void;
}

interface Opened {
  readonly document: CodeDocument;
  readonly head: CodeHead;
}

export class LiveCodeHub {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #warn: LiveCodeParts['warn'];
  readonly #writer: LogWriter;
  readonly #drafts: DraftWriter;
  readonly #sittings: WhileUsed<SittingId, LiveSitting | null>;
  readonly #byVisitor = new Map<VisitorId, LiveSitting>();
  readonly #work: WorkWatch;

  constructor({ store, now, warn }: LiveCodeParts) {
    this.#store = store;
    this.#now = now;
    this.#warn = warn;
    this.#writer = new LogWriter(store.liveCodes);
    this.#drafts = new DraftWriter(store.liveCodes);
    this.#sittings = new WhileUsed({
      open: (id) => this.#openSitting(id),
      settle: async (sitting) => sitting?.settle(),
      close: (sitting) => {
        if (sitting === null) return;
        sitting.close();
        const { visitorId } = sitting.sitting;
        if (this.#byVisitor.get(visitorId) === sitting) this.#byVisitor.delete(visitorId);
      },
    });
    this.#work = new WorkWatch(store.submissions, (visitor) => {
      const sitting = this.#byVisitor.get(visitor);
      return sitting?.hasInterviewers ? sitting : null;
    });
  }

  /** A sitting, until it is released; its value is null when there is none. */
  enter(id: SittingId): Promise<Use<LiveSitting | null>> {
    return this.#sittings.use(id);
  }

  notice(notice: FeedNotice): void {
    this.#take(notice).catch((error: unknown) => this.#warn('a notice could not be followed', error));
  }

  /** Brings the drafts of a sitting to where its code is now, on whatever server it was typed. */
  async settle(sitting: StoredSitting): Promise<void> {
    await this.#writer.settle();
    await this.#drafts.settle();
    const live = await this.#sittings.get(sitting.id);
    for (const { slug } of await this.#store.liveCodes.behind(sitting.id)) {
      const open = await live?.openRoom(slug);
      if (open != null) open.bringDraft();
      else {
        const key = { sitting: sitting.id, slug };
        const { document, head } = await this.#load(key, sitting);
        this.#drafts.add({ ...key, visitorId: sitting.visitorId, seq: head.lastSeq, source: document.text });
      }
    }
    await this.#drafts.settle();
  }

  /**
   * Takes a whole text for what the candidate has now, as a client sends it that knows nothing of live code. What differs
   * becomes an edit. `follows`: the version of the draft that it was made of.
   */
  async saveDraft(sitting: StoredSitting, slug: Slug, source: string, follows: number): Promise<DraftSaved> {
    const live = await this.enter(sitting.id);
    try {
      if (live.value === null) return { kind: 'no-exercise' };
      const { value } = live;
      return await value.inTurn(async () => {
        const room = await value.room(slug);
        try {
          return await this.#edit(sitting, slug, room.value, source, follows);
        } finally {
          await room.release();
        }
      });
    } finally {
      await live.release();
    }
  }

  /** Everything that is on its way is stored. Connections must be closed before. */
  async close(): Promise<void> {
    await this.#writer.settle();
    await this.#drafts.settle().catch((error: unknown) => this.#warn('drafts are behind', error));
    for (const opened of this.#sittings.all()) {
      const sitting = await opened.catch(() => null);
      await sitting?.settle();
      sitting?.close();
    }
  }

  async #take(notice: FeedNotice): Promise<void> {
    switch (notice.kind) {
      case 'typing':
        await (await this.#sittings.get(notice.sitting))?.typed(notice.slug, notice.seq);
        return;
      case 'sitting':
        await (await this.#sittings.get(notice.sitting))?.notice();
        return;
      case 'event':
        await this.#submitted(notice.submission);
        return;
      case 'reconnected':
        for (const sitting of await Promise.allSettled(this.#sittings.all())) {
          if (sitting.status === 'fulfilled') await sitting.value?.lookAgain();
        }
        return;
      default:
        notice satisfies never;
    }
  }

  async #submitted(submission: SubmissionId): Promise<void> {
    for (const sitting of this.#byVisitor.values()) {
      if (sitting.hasInterviewers) return this.#work.notice(submission);
    }
  }

  async #openSitting(id: SittingId): Promise<LiveSitting | null> {
    const opened = await LiveSitting.open(id, {
      store: this.#store,
      now: this.#now,
      openRoom: (sitting, slug, owner) => this.#openRoom(sitting, slug, owner),
      settleRooms: async () => {
        await this.#writer.settle();
        await this.#drafts.settle().catch((error: unknown) => this.#warn('drafts are behind', error));
      },
      givenUp: (error) => {
        this.#sittings.drop(id);
        this.#warn(`sitting ${id} is read again`, error);
      },
      warn: this.#warn,
    });
    if (opened !== null) this.#byVisitor.set(opened.sitting.visitorId, opened);
    return opened;
  }

  async #openRoom(sitting: StoredSitting, slug: Slug, owner: RoomOwner): Promise<CodeRoom> {
    const key = { sitting: sitting.id, slug };
    const opened = await this.#load(key, sitting);
    return new CodeRoom({
      ...opened,
      ...{ key, writer: this.#writer, drafts: this.#drafts, now: this.#now, visitorId: sitting.visitorId },
      log: this.#store.liveCodes,
      pasted: (pastes) => owner.pasted(pastes),
      givenUp: (error) => owner.givenUp(error),
    });
  }

  /** The code as the log has it; a log that is not there yet is begun. */
  async #load(key: CodeKey, sitting: StoredSitting): Promise<Opened> {
    const log = this.#store.liveCodes;
    if ((await log.head(key)) === null) {
      // Another server may do it at the same time; then the log begins as that one says.
      await log.begin(key, { update: firstChange(await this.#beginning(sitting, key.slug)), at: this.#now() });
    }
    const document = new CodeDocument();
    let head: CodeHead | null = null;
    for (;;) {
      const stretch: LogStretch | null = await log.stretch(key, head);
      if (stretch === null) break;
      document.load(stretch.changes);
      head = stretch.head;
    }
    if (head === null) throw new Error(`sitting ${sitting.id} is not there any more`);
    return { document, head };
  }

  /** What the editor begins with. */
  async #beginning(sitting: StoredSitting, slug: Slug): Promise<string> {
    const draft = await this.#store.drafts.find(sitting.visitorId, slug);
    if (draft !== null) return draft.source;
    const revision = await this.#store.exercises.revision(sitting.revisions?.[`exercise ${slug}`] ?? '');
    if (revision === null) throw new Error(`sitting ${sitting.id} does not ask the exercise ${slug}`);
    return revision.exercise.starter;
  }

  async #edit(
    sitting: StoredSitting,
    slug: Slug,
    room: CodeRoom,
    source: string,
    follows: number,
  ): Promise<DraftSaved> {
    await this.settle(sitting);
    const draft = await this.#draft(sitting, slug, room);
    if (draft.version !== follows) return { kind: 'conflict', draft };
    if (!room.edit(source)) throw new ProblemError(409, refusalDetail('full', sitting));
    await this.settle(sitting);
    if (room.failure !== null) throw room.failure;
    return { kind: 'saved', draft: await this.#draft(sitting, slug, room) };
  }

  async #draft({ visitorId }: StoredSitting, slug: Slug, room: CodeRoom): Promise<Draft> {
    const draft = await this.#store.drafts.find(visitorId, slug);
    return draft ?? { source: room.text, version: 0, savedAt: null };
  }
}
