/** Words of the checks of a proposal. */
export const checks = {
  title: 'Checks',
  'name.parses': 'Parses',
  'name.formats': 'Formatted',
  'name.compiles': 'Compiles',
  'name.types': 'Types',
  'name.tests': 'Tests',
  'status.passed': 'passed',
  'status.failed': 'failed',
  'status.notChecked': 'not checked',
  'status.running': 'running',
  failedWith: '{count, plural, one {failed with # finding} other {failed with # findings}}',
  chip: '{name}: {status}',
  notCheckedWhy: 'Not checked: {why}',
  elsewhere: 'not a file of this proposal',
  again: 'Check again',
  failedToRun: 'The checks could not be run. {why}',
} as const;
