/** Words of the workspace views. */
export const workspace = {} as const;
