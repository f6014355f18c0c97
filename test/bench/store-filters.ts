import type { FeedbackFilter } from '#domain/feedback';

const day = 86_400_000;

/** The filters that are measured, on answers from `firstAt` on whose words are `vocabulary`, the frequent ones first. */
export function filtersOver(vocabulary: readonly string[], firstAt: number): Record<string, FeedbackFilter> {
  return {
    none: {},
    'low scores': { maxScore: 0.25 },
    model: { modelId: 'mdl_b' },
    'model that never answered': { modelId: 'mdl_x' },
    'model, language, tag, low': { modelId: 'mdl_a', language: 'rust', tag: 'wrong', maxScore: 0.25 },
    corrected: { corrected: true },
    'all at once': {
      modelId: 'mdl_a',
      language: 'go',
      tag: 'slow',
      minScore: 0.5,
      maxScore: 1,
      corrected: true,
      from: firstAt + 100 * day,
      until: firstAt + 500 * day,
    },
    'one day': { from: firstAt + 300 * day, until: firstAt + 301 * day },
    'one day of a model, low': { from: firstAt + 300 * day, until: firstAt + 301 * day, modelId: 'mdl_c', maxScore: 0.25 },
    'frequent word': { text: vocabulary[0] as string },
    'rare word': { text: vocabulary[7900] as string },
    'beginning of words, three letters': { text: (vocabulary[1] as string).slice(0, 3) },
    'beginning of words, four letters': { text: (vocabulary[1] as string).slice(0, 4) },
    'two Chinese characters': { text: '连接' },
    'part of a Chinese word': { text: '据库' },
    'Chinese, low, tag': { text: '错误处理', maxScore: 0.25, tag: 'wrong' },
    'two frequent words, corrected, python': { text: `${vocabulary[0]} ${vocabulary[1]}`, corrected: true, language: 'python' },
    'absent word': { text: 'zzzzzz' },
  };
}

/** Texts of every kind, alone and with rare and frequent values of other filters; the last ones find next to nothing. */
export function textFilters(vocabulary: readonly string[]): Record<string, FeedbackFilter> {
  const word = (rank: number): string => vocabulary[rank] as string;
  const low = { maxScore: 0.2 };
  return {
    'common word': { text: word(0) },
    'rare word': { text: word(7900) },
    'absent word': { text: 'zzzzzz' },
    'two common words': { text: `${word(0)} ${word(1)}` },
    'common and rare word': { text: `${word(0)} ${word(7900)}` },
    'two middling words': { text: `${word(40)} ${word(41)}` },
    'five middling words': { text: vocabulary.slice(20, 25).join(' ') },
    'fourteen common words': { text: vocabulary.slice(0, 14).join(' ') },
    'two Chinese characters': { text: '连接' },
    'part of a Chinese word': { text: '据库' },
    'six words of Chinese': { text: '数据库连接错误处理定时任务参数接口' },
    'beginning, three letters': { text: word(1).slice(0, 3) },
    'beginning, six letters': { text: word(1).slice(0, 6) },
    'common word, score, language': { text: word(0), ...low, language: 'go' },
    'Chinese, score, language': { text: '连接', ...low, language: 'go' },
    'common word, corrected, score, language, tag, model': {
      text: word(0),
      ...low,
      language: 'go',
      corrected: true,
      tag: 'slow',
      modelId: 'mdl_a',
    },
    'common word of a model that never answered': { text: word(0), modelId: 'mdl_x' },
    'two common words, corrected, language': { text: `${word(0)} ${word(1)}`, corrected: true, language: 'python' },
  };
}
