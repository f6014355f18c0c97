/** Small things the page keeps for a folder or for itself (sizes of panes, what is folded, a draft). Never anything that must not be lost. */
export function remember(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined || value === '') localStorage.removeItem(`autoglm.${key}`);
    else localStorage.setItem(`autoglm.${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden storage: the page works, it only forgets.
  }
}

/** What was remembered, or `fallback` when there is nothing or it is not what `isValid` wants. */
export function recall<Value>(key: string, fallback: Value, isValid: (value: unknown) => value is Value): Value {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`autoglm.${key}`) ?? 'null');
    return isValid(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isString = (value: unknown): value is string => typeof value === 'string';
