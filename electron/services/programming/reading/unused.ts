import type { Literal } from './literals.ts';

const silent = new Set(
  (
    'a an the this that these those it its them to of for in on at by with from as is are be was been being i we you he she they me my our your us and or then so also just please pls plz could can would will shall should may might must want wants need needs like ' +
    'add create make write build generate implement define give put set up new some one into file code which who whose what when where there here do does did have has had let lets get hey hi hello thanks thank kindly help quick quickly simple small little basic nice using use uses via ' +
    'if but not no only all any each both out id im d s t ll ve re folder project app application existing current sure able'
  ).split(' '),
);
const silentChinese =
  /^(?:请|帮我|帮忙|麻烦|你|您|我|我们|想要|想|需要|要|给|在|里面|里|中|一个|一下|这个|那个|个|的|地|得|了|吧|呢|啊|吗|把|将|和|与|并|并且|然后|再|再加|加上|加|添加|新增|增加|创建|新建|建|写|写个|编写|实现|生成|定义|做|来|用|使用|有|为|是|到|去|能|可以|就|也|都|它|其|以及|及|带|带有|包含|对|从|上|下|新|该|此|时|会|一|项目|文件|代码|谢谢|名|叫|名为|个人|条|种|段|份|让|使|或|被|类型|当|请求|接收|接受|返回)+$/;

/** Words that no rule used and that are more than the mortar of a sentence, in their order, at most 40. */
export function unusedWords(left: string, literals: Map<string, Literal>): string[] {
  const found: string[] = [];
  for (const match of left.matchAll(/[\ue000-\ue6ff]|[A-Za-z][\w'-]*|\d+(?:\.\d+)?|[\u3400-\u9fff]+/g)) {
    const word = match[0];
    const literal = literals.get(word);
    if (literal) found.push(literal.text);
    else if (/^[\u3400-\u9fff]/.test(word) ? !silentChinese.test(word) : !silent.has(word.toLowerCase())) found.push(word);
    if (found.length === 40) break;
  }
  return found;
}
