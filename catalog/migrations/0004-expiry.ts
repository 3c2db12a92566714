/** Snapshots expire: their rows stay, under their numbers, but the snapshots can no longer be addressed. */
export const expiry = {
  number: 4,
  name: 'expiry',
  statements: ['ALTER TABLE stillhouse.snapshots ADD COLUMN expired BOOLEAN DEFAULT false'],
} as const;
