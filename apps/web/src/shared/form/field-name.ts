/** The fields that forms are made of. `password`: to sign in with, or a new one; `current`: the one that a new one replaces. */
export type FieldName = 'email' | 'name' | 'password' | 'current' | 'role';

/** What is in the fields that a form has. */
export type Values = Readonly<Partial<Record<FieldName, string>>>;
