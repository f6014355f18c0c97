import type { BehaviourCase } from './case.ts';

/** Runs two at a time, tries again, reports what failed, finishes when it is closed, takes nothing then; a second one gives up waiting jobs. */
export const queueWorker: BehaviourCase = {
  name: 'queueworker',
  request: 'Create a job queue called Jobs with concurrency 2, 3 attempts and a retry delay of 1 ms',
  javascript: `
let running = 0;
let most = 0;
const done = [];
const failed = [];
const tries = new Map();
const queue = new subject.Jobs(async (job) => {
  running += 1;
  most = Math.max(most, running);
  await new Promise((resolve) => setTimeout(resolve, 5));
  running -= 1;
  tries.set(job, (tries.get(job) ?? 0) + 1);
  if (job === 'bad' || (job === 'flaky' && tries.get(job) < 3)) throw new Error('no ' + job);
  done.push(job);
}, (job, error) => failed.push(error.message));
for (const job of ['a', 'flaky', 'bad', 'b']) queue.add(job);
await queue.close();
show(most);
show(done.sort());
show(failed);
show([tries.get('flaky'), tries.get('bad')]);
try {
  queue.add('late');
} catch {
  show('closed');
}
const given = [];
const stuck = new subject.Jobs((job, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error(job)))), (job) => given.push(job));
for (const job of ['x', 'y', 'z']) stuck.add(job);
await stuck.close(5);
show(given.sort());`,
  python: `
import threading
import time

lock = threading.Lock()
running = 0
most = 0
done = []
failed = []
tries = {}
def handle(job, stop):
    global_state["running"] += 1
    global_state["most"] = max(global_state["most"], global_state["running"])
    time.sleep(0.005)
    with lock:
        global_state["running"] -= 1
        tries[job] = tries.get(job, 0) + 1
    if job == "bad" or (job == "flaky" and tries[job] < 3):
        raise ValueError("no " + job)
    done.append(job)
global_state = {"running": 0, "most": 0}
queue = subject.Jobs(handle, lambda job, error: failed.append(str(error)))
for job in ["a", "flaky", "bad", "b"]:
    queue.add(job)
queue.close()
show(global_state["most"])
show(sorted(done))
show(failed)
show([tries["flaky"], tries["bad"]])
try:
    queue.add("late")
except RuntimeError:
    show("closed")
given = []
def stuck_handle(job, stop):
    stop.wait()
    raise RuntimeError(job)
stuck = subject.Jobs(stuck_handle, lambda job, error: given.append(job))
for job in ["x", "y", "z"]:
    stuck.add(job)
stuck.close(0.005)
show(sorted(given))`,
  go: `
import (
	"context"
	"errors"
	"sort"
	"sync"
	"time"
)

func Drive(show func(any)) {
	var mutex sync.Mutex
	running, most := 0, 0
	done, failed, given := []string{}, []string{}, []string{}
	tries := map[string]int{}
	queue := NewJobs(func(_ context.Context, job string) error {
		mutex.Lock()
		running++
		if running > most {
			most = running
		}
		mutex.Unlock()
		time.Sleep(5 * time.Millisecond)
		mutex.Lock()
		defer mutex.Unlock()
		running--
		tries[job]++
		if job == "bad" || job == "flaky" && tries[job] < 3 {
			return errors.New("no " + job)
		}
		done = append(done, job)
		return nil
	}, func(_ string, err error) {
		mutex.Lock()
		defer mutex.Unlock()
		failed = append(failed, err.Error())
	})
	for _, job := range []string{"a", "flaky", "bad", "b"} {
		if err := queue.Add(job); err != nil {
			panic(err)
		}
	}
	if err := queue.Close(context.Background()); err != nil {
		panic(err)
	}
	sort.Strings(done)
	show(most)
	show(done)
	show(failed)
	show([]int{tries["flaky"], tries["bad"]})
	if errors.Is(queue.Add("late"), ErrJobsClosed) {
		show("closed")
	}
	stuck := NewJobs(func(ctx context.Context, job string) error {
		<-ctx.Done()
		return ctx.Err()
	}, func(job string, _ error) {
		mutex.Lock()
		defer mutex.Unlock()
		given = append(given, job)
	})
	for _, job := range []string{"x", "y", "z"} {
		_ = stuck.Add(job)
	}
	short, stop := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer stop()
	_ = stuck.Close(short)
	sort.Strings(given)
	show(given)
}`,
  expected: [2, ['a', 'b', 'flaky'], ['no bad'], [3, 3], 'closed', ['x', 'y', 'z']],
};
