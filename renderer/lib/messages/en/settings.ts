/** Words of the settings views. */
export const settings = {} as const;
