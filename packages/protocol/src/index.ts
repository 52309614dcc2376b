export * from './api.ts';
export * from './events.ts';
export * from './exercise.ts';
export * from './ids.ts';
export * from './program-run.ts';
export * from './python-value.ts';
export * from './report.ts';
export * from './verdict.ts';
