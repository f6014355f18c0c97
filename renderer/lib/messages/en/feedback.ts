/** Words of the feedback views. */
export const feedback = {} as const;
