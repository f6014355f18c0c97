export { createFeedback } from './feedback.ts';
export type { Feedback, FeedbackPorts, FeedbackSubject } from './feedback.ts';
