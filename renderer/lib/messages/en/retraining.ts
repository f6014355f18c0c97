/** Words of the retraining views. */
export const retraining = {} as const;
