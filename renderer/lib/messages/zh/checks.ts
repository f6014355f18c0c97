import type { checks as original } from '../en/checks.ts';
import type { Translation } from '../translation.ts';

export const checks: Translation<typeof original> = {
  title: '检查',
  'name.parses': '语法',
  'name.formats': '格式',
  'name.compiles': '编译',
  'name.types': '类型',
  'name.tests': '测试',
  'status.passed': '通过',
  'status.failed': '未通过',
  'status.notChecked': '未检查',
  'status.running': '检查中',
  failedWith: '未通过，{count} 个问题',
  chip: '{name}：{status}',
  notCheckedWhy: '未检查：{why}',
  elsewhere: '此文件不在本方案中',
  again: '重新检查',
  failedToRun: '检查无法运行。{why}',
};
