export type { Feedback, FeedbackPorts, FeedbackSubject } from './feedback.ts';
export { createFeedback } from './feedback.ts';
