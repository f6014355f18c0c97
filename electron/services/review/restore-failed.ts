import { AppError } from '#domain/errors';

/** A change failed and could not be taken back either. Its journal stays open, so that the next start tries again. */
export class RestoreFailed extends AppError {
  constructor(message: string, cause: unknown) {
    super('WRITE_FAILED', message, { cause });
    this.name = 'RestoreFailed';
  }
}
