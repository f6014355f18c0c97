/** Waiting jobs are a list under a mutex; the workers wait for it with a condition. */
export const queueGo = `
package main

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Err_Name_Closed is returned for jobs that come when the queue is closed.
var Err_Name_Closed = errors.New("the queue is closed")

// _Name_ runs jobs in this process, up to _concurrency_ at the same time, in the order in which they came. It is safe for concurrent use.
type _Name_[Job any] struct {
	handle  func(ctx context.Context, job Job) error
	failed  func(job Job, err error)
	ctx     context.Context
	cancel  context.CancelFunc
	mutex   sync.Mutex
	ready   *sync.Cond
	waiting []Job
	closed  bool
	workers sync.WaitGroup
}

// New_Name_ starts the workers. failed hears of each job that could not be done, with its last error.
func New_Name_[Job any](handle func(ctx context.Context, job Job) error, failed func(job Job, err error)) *_Name_[Job] {
	ctx, cancel := context.WithCancel(context.Background())
	queue := &_Name_[Job]{handle: handle, failed: failed, ctx: ctx, cancel: cancel}
	queue.ready = sync.NewCond(&queue.mutex)
	queue.workers.Add(_concurrency_)
	for worker := 0; worker < _concurrency_; worker++ {
		go queue.work()
	}
	return queue
}

// Add returns Err_Name_Closed when the queue is closed.
func (q *_Name_[Job]) Add(job Job) error {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.closed {
		return Err_Name_Closed
	}
	q.waiting = append(q.waiting, job)
	q.ready.Signal()
	return nil
}

// Close takes no more jobs and waits for those that are there. When ctx ends, or after _graceWords_, the context of the running ones is
// cancelled and the waiting ones fail; the error tells that.
func (q *_Name_[Job]) Close(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, _graceDuration_)
	defer stop()
	q.mutex.Lock()
	q.closed = true
	q.ready.Broadcast()
	q.mutex.Unlock()
	done := make(chan struct{})
	go func() {
		q.workers.Wait()
		close(done)
	}()
	defer q.cancel()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		q.cancel()
		<-done
		return ctx.Err()
	}
}

func (q *_Name_[Job]) work() {
	defer q.workers.Done()
	for {
		job, ok := q.take()
		if !ok {
			return
		}
		if err := q.run(job); err != nil {
			q.failed(job, err)
		}
	}
}

// take waits for a job; it is false when the queue is closed and empty.
func (q *_Name_[Job]) take() (Job, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for len(q.waiting) == 0 && !q.closed {
		q.ready.Wait()
	}
	if len(q.waiting) == 0 {
		var none Job
		return none, false
	}
	job := q.waiting[0]
	q.waiting = q.waiting[1:]
	return job, true
}

func (q *_Name_[Job]) run(job Job) error {
	if _retries_ {
		delay := _delayDuration_
		for attempt := 1; ; attempt++ {
			if err := q.ctx.Err(); err != nil {
				return err
			}
			err := q.handle(q.ctx, job)
			if err == nil || attempt >= _attempts_ {
				return err
			}
			timer := time.NewTimer(delay)
			select {
			case <-q.ctx.Done():
				timer.Stop()
			case <-timer.C:
			}
			delay *= 2
		}
	} else {
		if err := q.ctx.Err(); err != nil {
			return err
		}
		return q.handle(q.ctx, job)
	}
}
`;
