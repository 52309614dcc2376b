/**
 * The live code of one sitting as the server has it, in memory: for unit tests over sockets that are none, and for the
 * fake server of the browser tests. It does what the protocol says, and what a test tells it.
 */
import {
  type LiveCodeMessage,
  LiveCodeRequest,
  type LivePerson,
  type PersonKey,
  type SittingId,
  type SittingMoment,
  type SittingState,
  type Slug,
  type StoredChange,
  type TypeRefusal,
} from '@lockstep/protocol';
import * as Y from 'yjs';

export interface LivePeer {
  readonly you: PersonKey;
  readonly name: string;
  readonly send: (message: LiveCodeMessage) => void;
}

interface Connection extends LivePeer {
  readonly joined: Set<Slug>;
  item: LivePerson['item'];
  away: boolean;
}

interface Code {
  readonly doc: Y.Doc;
  readonly log: StoredChange[];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export class FakeLive {
  readonly sitting: SittingId;
  readonly requests: LiveCodeRequest[] = [];
  readonly moments: SittingMoment[] = [];
  readonly names = new Map<PersonKey, string>();
  now = () => Date.now();
  starter = (_slug: Slug): string => 'starter\n';
  state: SittingState = 'running';
  endsAt: string | null = null;
  writeAlong = false;
  /** Nothing is said to be kept, though it is. */
  silent = false;
  /** Refuses what is typed next for that reason. */
  refusing: TypeRefusal | null = null;
  readonly #codes = new Map<Slug, Code>();
  readonly #connections = new Set<Connection>();

  /** `logs`: what was stored by a server before this one. */
  constructor(sitting: SittingId, logs: ReadonlyMap<Slug, readonly StoredChange[]> = new Map()) {
    this.sitting = sitting;
    for (const [slug, log] of logs) {
      const doc = new Y.Doc();
      for (const { update } of log) Y.applyUpdate(doc, bytes(update));
      this.#codes.set(slug, { doc, log: [...log] });
    }
  }

  /** Returns what takes the messages of a new connection, and what ends it. */
  connect(peer: LivePeer): { receive: (text: string) => void; leave: () => void } {
    const connection: Connection = { ...peer, joined: new Set(), item: null, away: false };
    this.names.set(peer.you, peer.name);
    this.#connections.add(connection);
    const role = peer.you === 'candidate' ? 'candidate' : 'interviewer';
    peer.send({ kind: 'here', sitting: this.sitting, you: peer.you, role });
    this.#sayClock(connection);
    this.#sayPeople();
    return {
      receive: (text) => this.#receive(connection, LiveCodeRequest.parse(JSON.parse(text))),
      leave: () => {
        this.#connections.delete(connection);
        this.#sayPeople();
      },
    };
  }

  get isCandidateHere(): boolean {
    return [...this.#connections].some(({ you }) => you === 'candidate');
  }

  /** The time of the sitting has changed. */
  setState(state: SittingState): void {
    this.state = state;
    for (const connection of this.#connections) this.#sayClock(connection);
  }

  tell(message: LiveCodeMessage, to: 'all' | 'interviewers' = 'all'): void {
    for (const { you, send } of this.#connections) if (to === 'all' || you !== 'candidate') send(message);
  }

  moment(moment: SittingMoment): void {
    this.moments.push(moment);
    this.tell({ kind: 'moment', moment }, 'interviewers');
  }

  text(slug: Slug): string {
    return this.#code(slug).doc.getText('source').toString();
  }

  /** The position of a place in the text, as somebody who points names it. */
  positionOf(slug: Slug, at: number): string {
    const text = this.#code(slug).doc.getText('source');
    return base64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, at)));
  }

  log(slug: Slug): readonly StoredChange[] {
    return this.#codes.get(slug)?.log ?? [];
  }

  /** Types as somebody, at a moment of the past. */
  write(slug: Slug, by: PersonKey, edit: (text: Y.Text) => void, at = this.now(), paste = false): void {
    const { doc } = this.#code(slug);
    const before = Y.encodeStateVector(doc);
    doc.transact(() => edit(doc.getText('source')));
    this.#store(slug, { by, paste, delayed: false, update: Y.encodeStateAsUpdate(doc, before) }, at);
    const update = base64(Y.encodeStateAsUpdate(doc, before));
    for (const { joined, send } of this.#connections) if (joined.has(slug)) send({ kind: 'typed', slug, update, by });
  }

  #code(slug: Slug): Code {
    const known = this.#codes.get(slug);
    if (known !== undefined) return known;
    const doc = new Y.Doc();
    doc.getText('source').insert(0, this.starter(slug));
    const code: Code = { doc, log: [] };
    this.#codes.set(slug, code);
    this.#store(slug, { by: null, paste: false, delayed: false, update: Y.encodeStateAsUpdate(doc) }, this.now());
    return code;
  }

  #store(slug: Slug, change: Omit<StoredChange, 'seq' | 'at' | 'update'> & { update: Uint8Array }, atMs: number): void {
    const { log } = this.#code(slug);
    const at = new Date(Math.max(atMs, Date.parse(log.at(-1)?.at ?? '1970-01-01T00:00:00Z'))).toISOString();
    log.push({ ...change, update: base64(change.update), seq: log.length + 1, at });
  }

  #receive(from: Connection, request: LiveCodeRequest): void {
    this.requests.push(request);
    switch (request.kind) {
      case 'join': {
        const { doc, log } = this.#code(request.slug);
        const last = log.at(-1);
        from.joined.add(request.slug);
        from.send({
          kind: 'joined',
          slug: request.slug,
          update: base64(Y.encodeStateAsUpdate(doc, bytes(request.vector))),
          vector: base64(Y.encodeStateVector(doc)),
          seq: log.length,
          savedAt: last?.at ?? new Date(this.now()).toISOString(),
        });
        break;
      }
      case 'leave':
        from.joined.delete(request.slug);
        break;
      case 'type':
        this.#type(from, request);
        break;
      case 'cursor':
        this.#others(from, { kind: 'cursor', person: from.you, slug: request.slug, selection: request.selection });
        break;
      case 'point':
        this.#others(from, { kind: 'pointed', person: from.you, slug: request.slug, position: request.position });
        break;
      case 'away':
        from.away = request.away;
        this.#sayPeople();
        break;
      case 'look':
        from.item = request.item;
        this.#sayPeople();
        break;
      default:
        request satisfies never;
    }
  }

  #type(from: Connection, { slug, number, changes }: Extract<LiveCodeRequest, { kind: 'type' }>): void {
    const reason = this.refusing ?? (this.#mayType(from) ? null : 'late');
    const code = this.#code(slug);
    const tried = new Y.Doc();
    Y.applyUpdate(tried, Y.encodeStateAsUpdate(code.doc));
    if (reason === null) for (const { update } of changes) Y.applyUpdate(tried, bytes(update));
    const gap = tried.store.pendingStructs !== null || tried.store.pendingDs !== null;
    if (reason !== null || gap) {
      this.refusing = null;
      from.send({ kind: 'refused', slug, number, reason: reason ?? 'gap', detail: `Refused: ${reason ?? 'gap'}.` });
      return;
    }
    for (const { update, agoMs, paste } of changes) {
      const before = Y.encodeStateAsUpdate(code.doc);
      Y.applyUpdate(code.doc, bytes(update));
      if (base64(before) === base64(Y.encodeStateAsUpdate(code.doc))) continue;
      const change = { by: from.you, paste: paste ?? false, delayed: agoMs > 3_000, update: bytes(update) };
      this.#store(slug, change, this.now() - agoMs);
      this.#others(from, { kind: 'typed', slug, update, by: from.you }, slug);
    }
    if (this.silent) return;
    from.send({ kind: 'kept', slug, number, savedAt: code.log.at(-1)?.at ?? new Date(this.now()).toISOString() });
  }

  #mayType({ you }: LivePeer): boolean {
    return this.state === 'running' && (you === 'candidate' || this.writeAlong);
  }

  #others(from: Connection, message: LiveCodeMessage, slug: Slug | null = null): void {
    for (const other of this.#connections) {
      if (other !== from && (slug === null || other.joined.has(slug))) other.send(message);
    }
  }

  #sayClock(to: Connection): void {
    const { state, endsAt } = this;
    to.send({ kind: 'clock', state, endsAt, now: new Date(this.now()).toISOString(), mayType: this.#mayType(to) });
  }

  #sayPeople(): void {
    const people = new Map<PersonKey, LivePerson>();
    for (const { you, name, item, away } of this.#connections) {
      const before = people.get(you);
      people.set(you, {
        key: you,
        name,
        role: you === 'candidate' ? 'candidate' : 'interviewer',
        item: item ?? before?.item ?? null,
        away: away && (before?.away ?? true),
      });
    }
    this.tell({ kind: 'people', people: [...people.values()] });
  }
}
