import type { UnitKind } from '../syntax/syntax.ts';

/** Kinds that hold declarations. */
export const containers: ReadonlySet<UnitKind> = new Set([
  'class',
  'interface',
  'enum',
  'struct',
  'trait',
  'impl',
  'module',
]);

/** Kinds that have members: those that hold declarations, and a type that is written out. */
export const withMembers: ReadonlySet<UnitKind> = new Set<UnitKind>([...containers, 'type']);
