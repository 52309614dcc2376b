/** The icon set: 16 px strokes in the current colour. Icons are decoration; the word beside them carries the meaning. */

const PATHS = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  x: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  race: 'M2 4h3c4 0 3 8 7 8h2M2 12h3c1.6 0 2.4-1.3 3-2.8M9.4 6C10 4.7 10.7 4 12 4h2M12.5 2.5L14 4l-1.5 1.5M12.5 10.5L14 12l-1.5 1.5',
  deadlock: 'M8 2.5a5.5 5.5 0 0 1 5.2 3.7M13.5 3v3.3h-3.3M8 13.5a5.5 5.5 0 0 1-5.2-3.7M2.5 13V9.7h3.3',
  rule: 'M4 2.5h8v11H4zM6.5 6l3 4M9.5 6l-3 4',
  error: 'M8 2l6.2 11H1.8zM8 6.5v3M8 11.5v.1',
  leak: 'M8 2c2.5 3.2 4 5 4 7a4 4 0 0 1-8 0c0-2 1.5-3.8 4-7z',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3l2 1.5',
  memory: 'M3 5h10v6H3zM5.5 7.2v1.6M8 7.2v1.6M10.5 7.2v1.6M5 11v2M8 11v2M11 11v2',
  output: 'M3 3.5h10M3 6.5h10M3 9.5h6M11 9.5v4M9.3 11.8L11 13.5l1.7-1.7',
  fork: 'M8 13.5V9M8 9c0-3-3.5-2.5-3.5-5.5M8 9c0-3 3.5-2.5 3.5-5.5M3 5l1.5-1.7L6 5M10 5l1.5-1.7L13 5',
  ban: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6',
  parse: 'M5.5 3.5L2 8l3.5 4.5M10.5 3.5L14 8l-3.5 4.5M8 5.5v3M8 10.5v.1',
  lock: 'M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  unlock: 'M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 4.8-1',
  play: 'M5 3.2v9.6L12.5 8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  prev: 'M10 3.5L5.5 8l4.5 4.5',
  next: 'M6 3.5L10.5 8 6 12.5',
  first: 'M11.5 3.5L7 8l4.5 4.5M4 3.5v9',
  last: 'M4.5 3.5L9 8l-4.5 4.5M12 3.5v9',
  copy: 'M6 5.5h7v8H6zM10 5.5v-3H3v8h3',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5l3 3',
  undo: 'M6 3L2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7',
  redo: 'M10 3l3.5 3.5L10 10M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9',
  restart: 'M13 8a5 5 0 1 1-1.5-3.5M13 2v3h-3',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  chevron: 'M6 4l4 4-4 4',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  grip: 'M6 3.5v.1M10 3.5v.1M6 8v.1M10 8v.1M6 12.5v.1M10 12.5v.1',
  code: 'M5.5 3.5L1.5 8l4 4.5M10.5 3.5L14.5 8l-4 4.5',
  question: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.2 6.3a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.3M8 11.3v.1',
  path: 'M4.5 2.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM11.5 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM6 4h4a2.5 2.5 0 0 1 0 5H6a2.5 2.5 0 0 0 0 5h4',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7',
  moon: 'M13 9.6A5.5 5.5 0 0 1 6.4 3 5.5 5.5 0 1 0 13 9.6z',
  half: 'M8 3a5 5 0 1 0 0 10zM8 3a5 5 0 0 1 0 10',
  circle: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z',
  skip: 'M4 8h8',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  shield: 'M8 1.8l5 1.8v4c0 3.2-2.2 5.4-5 6.6-2.8-1.2-5-3.4-5-6.6v-4z',
  offline:
    'M2.5 2.5l11 11M2 6.2a9 9 0 0 1 2.7-1.7M7.5 3.9A8.8 8.8 0 0 1 14 6.2M4.5 8.8a5.3 5.3 0 0 1 2.2-1.3M11.5 8.8l-.7-.6M8 12.2v.1',
  settings: 'M2.5 5h6M12.5 5h1M2.5 11h1M7.5 11h6M10.5 3v4M5.5 9v4',
  compare: 'M8 2v12M5.5 5H2.5v6h3M10.5 5h3v6h-3',
  command:
    'M6 6h4v4H6zM6 6H4.5A1.5 1.5 0 1 1 6 4.5zM10 6V4.5A1.5 1.5 0 1 1 11.5 6zM10 10h1.5a1.5 1.5 0 1 1-1.5 1.5zM6 10v1.5A1.5 1.5 0 1 1 4.5 10z',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  point: 'M2.5 8h8M7 4.5L10.5 8 7 11.5M13.5 3v10',
  bug: 'M8 5a3 3 0 0 0-3 3v2a3 3 0 0 0 6 0V8a3 3 0 0 0-3-3zM8 5v8M6 5.5L4.5 3.5M10 5.5l1.5-2M5 9H2.5M11 9h2.5M5.5 11.5L3.5 13M10.5 11.5l2 1.5',
  equal: 'M4 6h8M4 10h8',
  people:
    'M6 4.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM2.5 13c0-2 1.5-3 3.5-3s3.5 1 3.5 3M10.5 5a1.7 1.7 0 1 1 0 3.4M11.5 10.3c1.3.3 2 1.3 2 2.7',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon(props: { readonly name: IconName; readonly small?: boolean; readonly className?: string }) {
  const classes = ['icon', props.small ? 'icon-s' : '', props.className ?? ''].filter(Boolean).join(' ');
  return (
    <svg className={classes} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}

export function Logo() {
  return (
    <svg className="logo-mark" viewBox="0 0 22 22" fill="none" aria-hidden="true">
      <path d="M6 2v3.5c0 5 10 6 10 11V20" className="logo-a" />
      <path d="M16 2v3.5c0 1.9-1.5 3.3-3.3 4.5M8.8 12.7C7.2 13.8 6 15 6 16.5V20" className="logo-b" />
    </svg>
  );
}
