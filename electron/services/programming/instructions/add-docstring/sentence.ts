import { nameWords } from '#domain/ir/names';

const verbs = new Set(
  'accept access acquire activate add adjust align allocate allow analyse analyze append apply assert assign attach authenticate authorise authorize await begin bind broadcast build buffer cache calculate call cancel capture change check choose clamp classify clean clear clone close collect combine commit compare compile compose compress compute configure confirm connect consume contain convert copy count crawl create crop cut debounce decode decompress decrement decrypt deduplicate define delete deny deploy dequeue derive describe deserialise deserialize destroy detach detect determine disable discard disconnect dispatch display dispose divide download draw drop dump edit emit enable encode encrypt end enqueue ensure enter enumerate escape estimate evaluate examine exchange exclude execute exit expand expect expire export extend extract fetch fill filter find finish fire fix flatten flip flush fold follow force forget fork format forward free freeze gather generate get give grant group grow handle hash hide highlight hold identify ignore import include increment indent index infer inherit init initialise initialize inject insert inspect install instantiate interpolate intersect invalidate invert invoke iterate join jump keep kill launch limit link list listen load locate lock log look lookup lower make map mark mask match measure merge migrate minimise minimize mix modify monitor mount move multiply mutate name navigate negate normalise normalize notify observe obtain offset open order pack pad paginate parse partition pass paste patch pause peek perform persist pick ping plot poll pop populate post prefetch prepare prepend print process produce project promote prompt prune publish pull purge push put query queue quit raise randomise randomize read rebuild receive reconnect record recover redirect reduce refresh register reject release reload remove rename render repair repeat replace reply report request require reset resize resolve respond restart restore resume retrieve retry return reverse revert revoke rewrite roll rotate round route run sample sanitise sanitize save scale scan schedule scroll seal search seek select send serialise serialize serve set setup shift show shrink shuffle shut shutdown sign simplify simulate skip sleep slice solve sort spawn split spread start stop store stream strip submit subscribe subtract sum summarise summarize swap switch sync synchronise synchronize tag take terminate test throttle throw toggle tokenise tokenize touch trace track train transfer transform translate traverse trigger trim truncate try turn undo unify uninstall unlock unmount unpack unregister unsubscribe unwrap update upgrade upload upsert use validate verify view visit wait walk warn watch wrap write yield zip'.split(
    ' ',
  ),
);

/** Verbs that say nothing without what they are done to. */
const vague = new Set('do get give handle make put set take use'.split(' '));
const prepositions = new Set(
  'from to into by for with of in on at as via and or all each every the a an if when until without between after before'.split(' '),
);
const questions: Record<string, string> = {
  is: 'is',
  are: 'are',
  has: 'has',
  have: 'have',
  can: 'can',
  should: 'should',
  was: 'was',
  will: 'will',
  contains: 'contains',
  needs: 'needs',
  supports: 'supports',
  exists: 'exists',
};

const thirdPerson = (verb: string): string => {
  if (/(?:s|x|z|ch|sh|o)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
};
const isPlural = (word: string): boolean => /[^s]s$/.test(word) && !/(?:us|is|ss)$/.test(word);
const article = (words: string): string => (/^[aeiou]/i.test(words) && !/^(?:uni|use|url|uui|one)/i.test(words) ? 'an' : 'a');

/** The words of a name, initials as they are written there. */
export const spoken = (name: string): string =>
  nameWords(name)
    .map((word) => (/^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase()))
    .join(' ');

/** What a name that is not a verb says, with an article: "the total price". */
export const thing = (name: string): string => {
  const words = spoken(name);
  return words === '' ? 'the value' : `the ${words}`;
};

/** `whether it is empty` of `isEmpty`; null for other names. */
export function whether(name: string): string | null {
  const [first = '', ...rest] = spoken(name).split(' ');
  const verb = Object.hasOwn(questions, first) ? questions[first] : undefined;
  return verb === undefined || rest.length === 0 ? null : `whether it ${verb} ${rest.join(' ')}`;
}

/**
 * What a function does, in the words of its name alone: `loads the config` in the third person, `load the config` else. Null where the
 * name says nothing that is done.
 */
export function deed(name: string, person: 'third' | 'imperative', gives: boolean): string | null {
  const third = person === 'third';
  const asked = whether(name);
  if (asked) return `${third ? 'returns' : 'return'} ${asked}`;
  const [first = '', ...rest] = spoken(name).split(' ');
  if (first === 'to' && rest.length > 0) return `${third ? 'converts' : 'convert'} to ${rest.join(' ')}`;
  if (first !== '' && verbs.has(first)) {
    const verb = third ? thirdPerson(first) : first;
    if (rest.length === 0) return vague.has(first) ? null : verb;
    const bare =
      prepositions.has(rest[0] ?? '') ||
      isPlural(rest[0] ?? '') ||
      (verbs.has(first) && verbs.has(rest[0] ?? '') && rest.length > 1 && rest[1] === 'and');
    return `${verb} ${bare ? '' : 'the '}${rest.join(' ')}`;
  }
  return gives && first !== '' ? `${third ? 'returns' : 'return'} the ${[first, ...rest].join(' ')}` : null;
}

/** What a type is, in the words of its name: "a user store". */
export const kindOfThing = (name: string): string => {
  const words = spoken(name);
  return `${article(words)} ${words}`;
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence with a full stop. */
export const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[.!?。！？]$/.test(trimmed) ? trimmed : `${trimmed}${/[\u4e00-\u9fff]$/.test(trimmed) ? '。' : '.'}`;
};
