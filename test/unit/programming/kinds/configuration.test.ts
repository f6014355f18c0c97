import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const setting = (name: string, type: string, more: Record<string, unknown> = {}) => ({
  name,
  type,
  typeSource: 'words',
  variable: null,
  optional: false,
  default: null,
  minimum: null,
  maximum: null,
  choices: [],
  secret: false,
  ...more,
});

describe('configurations in the words of developers', () => {
  readsAs(engine, 'configuration', [
    [
      'Create a configuration called AppConfig with port: integer default 8080, databaseUrl: string from the environment, debug: boolean',
      {
        name: 'AppConfig',
        settings: [
          setting('port', 'integer', { default: 8080 }),
          setting('databaseUrl', 'string', { secret: true }),
          setting('debug', 'boolean'),
        ],
      },
    ],
    [
      'python config with host default localhost, port (integer, default 5432, between 1 and 65535) and password (secret)',
      {
        settings: [
          setting('host', 'string', { default: 'localhost' }),
          setting('port', 'integer', { default: 5432, minimum: 1, maximum: 65535 }),
          setting('password', 'string', { secret: true, typeSource: 'assumed' }),
        ],
      },
    ],
    [
      'go config loader ServerConfig: addr string = ":8080", timeout int from TIMEOUT_SECONDS, verbose bool optional',
      {
        name: 'ServerConfig',
        settings: [
          setting('addr', 'string', { default: ':8080' }),
          setting('timeout', 'integer', { variable: 'TIMEOUT_SECONDS' }),
          setting('verbose', 'boolean', { optional: true }),
        ],
      },
    ],
    [
      'load config from env: LOG_LEVEL one of debug, info, warn default info, REDIS_URL',
      {
        name: 'Config',
        settings: [
          setting('LOG_LEVEL', 'string', { choices: ['debug', 'info', 'warn'], default: 'info' }),
          setting('REDIS_URL', 'string', { typeSource: 'assumed' }),
        ],
      },
    ],
    [
      '创建配置 ServerConfig，包含 port（整数，默认 3000），apiKey（字符串，机密），level 取值 debug、info',
      {
        name: 'ServerConfig',
        settings: [
          setting('port', 'integer', { default: 3000 }),
          setting('apiKey', 'string', { secret: true }),
          setting('level', 'string', { choices: ['debug', 'info'], typeSource: 'assumed' }),
        ],
      },
    ],
    [
      '创建配置 Limits：retries 至多 5，rate 数字',
      { settings: [setting('retries', 'integer', { maximum: 5, typeSource: 'assumed' }), setting('rate', 'number')] },
    ],
  ]);
  readsAs(engine, 'record', [
    ['struct for golang: Config with addr string, timeout int, verbose bool', {}],
    ['用 Python 写一个数据类 Config：host 字符串，port 整数，debug 布尔值', {}],
  ]);
  asksFor(engine, [
    ['Create a configuration called AppConfig', 'settings'],
    ['config Limits: port: integer default 0 at least 1', 'settings'],
  ]);
});
