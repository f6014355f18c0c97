/** Words of the models views. */
export const models = {} as const;
