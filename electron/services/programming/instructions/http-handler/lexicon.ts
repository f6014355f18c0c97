import { literalClass } from '../../reading/literals.ts';
import type { Cue } from '../instruction.ts';

export const httpCues: Cue[] = [
  { pattern: /\b(?:endpoints?|routes?|(?:http|request|route) handlers?|handlers? for|rest api|web ?hooks?|health ?check)\b/i, weight: 3 },
  { pattern: /接口(?!类型|定义)|路由|端点|请求处理|处理器|处理函数|健康检查/, weight: 3 },
  { pattern: /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/, weight: 2 },
  {
    pattern: new RegExp(`\\b(?:get|post|put|patch|delete)s?\\b\\s*(?:requests?\\s*)?(?:to|on|at|for)?\\s*${literalClass.route}`, 'i'),
    weight: 3,
  },
  { pattern: new RegExp(literalClass.route), weight: 3 },
  { pattern: /\b(?:express|fastify|flask|fastapi|net\/http|http\.server)\b/i, weight: 1 },
  { pattern: /\b(?:respond|responds|response|answers?|status code|query (?:string|param))\b|响应|状态码|查询参数|请求体/i, weight: 1 },
  { pattern: new RegExp(literalClass.url), weight: -4 },
  { pattern: /\b(?:fetch(?:es)?|call(?:s|ing)? (?:the|an?) (?:\w+ )?api|api client|timeout)\b|调用.{0,12}(?:接口|API)|超时/i, weight: -3 },
];

export const methodVerbs: [RegExp, 'POST' | 'PUT' | 'PATCH' | 'DELETE'][] = [
  [
    /\b(?:create|creates|creating|submit|submits|upload|uploads|register|registers|sign ?up|login|log ?in)\b(?!\s+(?:an?|the)?\s*(?:new\s+)?(?:\w+\s+){0,3}(?:endpoint|route|handler|api))|(?:创建|新建|提交|上传|注册|登录)(?!.{0,8}(?:接口|路由|端点))/i,
    'POST',
  ],
  [/\b(?:deletes?|deleting|removes?|removing)\b|删除|移除/i, 'DELETE'],
  [/\b(?:updates?|updating|replaces?)\b|更新|修改/i, 'PUT'],
];
