/**
 * Which process does a piece of work, and whether it still lives. Several processes share one store (the command line beside the host):
 * what one of them is writing must not be taken for the rest of a crash.
 */
export interface ProcessOwner {
  /** Names this process; different for every process that ever ran. */
  readonly self: string;
  alive(owner: string): boolean;
}
