import { search, type Task, usualLimits } from '#domain/synthesis/search';

const mostTerms = 60;
/** The number of terms bounds a search long before, unless the machine is very busy. */
const longestMs = 5_000;

process.on('message', (task: Task) => {
  const end = performance.now() + longestMs;
  const { terms } = search(task, { ...usualLimits, expired: () => performance.now() > end });
  process.send?.(terms.slice(0, mostTerms), () => process.disconnect());
});
