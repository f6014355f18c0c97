/** Time is always handed in: rules that read the wall clock cannot be tested at 59.9 s and 60.1 s. */
export interface Clock {
  /** Milliseconds since the Unix epoch. May step back when the user changes the clock. */
  now(): number;
}
