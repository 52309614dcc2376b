/** The fields that forms are made of. `password`: to sign in with, or a new one; `current`: the one that a new one replaces. `scopes`, `days`: what a token is for, and how long. `url`, `events`: where a webhook sends to, and what. */
export type FieldName = 'email' | 'name' | 'password' | 'current' | 'role' | 'scopes' | 'days' | 'url' | 'events';

/** What is in the fields that a form has; of several that are checked, the values with spaces between them. */
export type Values = Readonly<Partial<Record<FieldName, string>>>;
