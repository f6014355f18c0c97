import type { Phrases } from '../../slots/slot-types.ts';

export const heads: Phrases = {
  en: [
    'retry',
    'retrying',
    'retried',
    'retry function',
    'retry helper',
    'retry wrapper',
    'retry utility',
    'retry logic',
    'retry policy',
    'retryer',
    'retrier',
    'retrying function',
    'retry decorator',
    'with retries',
    'exponential backoff',
    'exponential back-off',
    'backoff',
    'back-off',
  ],
  zh: ['重试', '重试函数', '重试机制', '重试逻辑', '重试工具', '重试策略', '自动重试', '失败重试', '指数退避', '退避', '退避重试'],
};

/** What people say who do not know that it is called a retry. */
export const hints: Phrases = {
  en: [
    'call it again',
    'attempt it',
    'attempts it',
    'flaky',
    'unreliable',
    'try again',
    'try it again',
    'try once more',
    'keep trying',
    'attempt it again',
    'attempt again',
    'again if it fails',
    'again when it fails',
    'run it again',
    'repeat it',
  ],
  zh: ['再调', '再试', '重新调用', '再调用', '多试', '重来', '再来一次', '失败就再', '失败了就再', '反复尝试'],
};
