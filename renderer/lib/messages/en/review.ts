/** Words of the review views. */
export const review = {} as const;
