/** Words of the chat views. */
export const chat = {} as const;
