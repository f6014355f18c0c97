import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const users = [
  { method: 'GET', route: '/users/:id' },
  { method: 'POST', route: '/orders' },
];

describe('API clients in the words of developers', () => {
  readsAs(engine, 'api-client', [
    [
      'Create an API client class called ShopClient for https://api.example.com with GET /users/{id} and POST /orders, timeout 5 seconds, 4 attempts, cursor paging',
      { name: 'ShopClient', base: 'https://api.example.com', endpoints: users, timeout: 5000, attempts: 4, paging: 'cursor' },
    ],
    ['rest client Foo https://x.io/v1 link header pagination', { name: 'Foo', base: 'https://x.io/v1', paging: 'link', endpoints: null }],
    ['python sdk Billing for https://billing.example.com: GET /users/{id}, POST /orders', { name: 'Billing', endpoints: users }],
    [
      'go api client GitHub base url https://api.example.org, page number pagination, timeout 3s',
      { name: 'GitHub', paging: 'page', timeout: 3000 },
    ],
    [
      'typed client Notes https://n.example.com GET /notes retries 5',
      { name: 'Notes', attempts: 5, endpoints: [{ method: 'GET', route: '/notes' }] },
    ],
    [
      '创建名为 ShopClient 的 API 客户端类，地址 https://api.example.com，GET /users/{id} 和 POST /orders，超时 5 秒，最多 4 次尝试，游标分页',
      { name: 'ShopClient', base: 'https://api.example.com', endpoints: users, timeout: 5000, attempts: 4, paging: 'cursor' },
    ],
    ['写一个客户端类 Weather，调用 https://w.example.com，按页码分页', { name: 'Weather', base: 'https://w.example.com', paging: 'page' }],
    ['API 客户端 Pay https://pay.example.com 重试 2 次 超时 500ms', { name: 'Pay', attempts: 2, timeout: 500 }],
  ]);
  asksFor(engine, [
    ['Create an API client class called Foo', 'base'],
    ['写一个 API 客户端类', 'base'],
  ]);
});
