/** Words of the commands views. */
export const commands = {} as const;
