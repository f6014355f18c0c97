import type { BehaviourCase } from './case.ts';

/** Listeners hear in their order, once and until they end; one that fails does not keep the others from hearing. */
export const eventEmitter: BehaviourCase = {
  name: 'eventemitter',
  request: 'Create an event emitter called Shop with the events paid (total: integer) and closed',
  javascript: `
const shop = new subject.Shop();
const heard = [];
const off = shop.on('paid', ({ total }) => heard.push('first ' + total));
shop.once('paid', ({ total }) => heard.push('once ' + total));
shop.on('closed', () => heard.push('closed'));
shop.emit('paid', { total: 1 });
shop.emit('paid', { total: 2 });
off();
shop.emit('paid', { total: 3 });
shop.emit('closed', {});
show(heard);`,
  python: `
shop = subject.Shop()
heard = []
off = shop.on(subject.Paid, lambda event: heard.append("first %d" % event.total))
shop.once(subject.Paid, lambda event: heard.append("once %d" % event.total))
shop.on(subject.Closed, lambda event: heard.append("closed"))
shop.emit(subject.Paid(1))
shop.emit(subject.Paid(2))
off()
shop.emit(subject.Paid(3))
shop.emit(subject.Closed())
show(heard)`,
  go: `
import "fmt"

func Drive(show func(any)) {
	var shop Shop
	heard := []string{}
	off := shop.Paid.On(func(event Paid) { heard = append(heard, fmt.Sprint("first ", event.Total)) })
	shop.Paid.Once(func(event Paid) { heard = append(heard, fmt.Sprint("once ", event.Total)) })
	shop.Closed.On(func(Closed) { heard = append(heard, "closed") })
	shop.Paid.Emit(Paid{Total: 1})
	shop.Paid.Emit(Paid{Total: 2})
	off()
	shop.Paid.Emit(Paid{Total: 3})
	shop.Closed.Emit(Closed{})
	show(heard)
}`,
  expected: [['first 1', 'once 1', 'first 2', 'closed']],
};
