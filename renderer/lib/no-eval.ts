import { config } from 'zod';

// zod compiles its object schemas with `new Function` where it may. The page's security policy forbids that, and zod's own probe would
// be reported as a violation at every start. Imported before anything that makes a schema.
config({ jitless: true });
