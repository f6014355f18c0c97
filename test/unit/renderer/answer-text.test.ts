import { describe, expect, it } from 'vitest';
import { presentAnswer } from '../../../renderer/features/chat/answer-text.ts';

const block = ['src/a.ts', '<<<<<<< SEARCH', 'const a = 1;', '=======', 'const a = 2;', '>>>>>>> REPLACE'].join('\n');

describe('an answer as it is shown', () => {
  it('shows an edit block as a diff, not as a heading', () => {
    expect(presentAnswer(`Before\n${block}\nAfter`)).toBe('Before\nsrc/a.ts\n````diff\n-const a = 1;\n+const a = 2;\n````\nAfter');
  });

  it('shows a block that is still being written', () => {
    expect(presentAnswer('<<<<<<< SEARCH\nold')).toBe('````diff\n-old');
  });

  it('leaves a block inside of a fence, and text without blocks, as they are', () => {
    const fenced = `\`\`\`\n${block}\n\`\`\``;
    expect(presentAnswer(fenced)).toBe(fenced);
    expect(presentAnswer('Heading\n=======\ntext')).toBe('Heading\n=======\ntext');
  });

  it('finds a block after a fence', () => {
    expect(presentAnswer(`\`\`\`ts\nx\n\`\`\`\n${block}`)).toContain('````diff\n-const a = 1;');
  });
});
