import type { BehaviourCase } from './case.ts';

/** Goes where a transition leads and stays where none does. */
export const stateMachine: BehaviourCase = {
  name: 'statemachine',
  request: 'Create a state machine called Order: pay: pending -> paid; ship: paid -> shipped; cancel: pending or paid -> cancelled',
  javascript: `
const order = new subject.Order();
show(order.state);
show(order.can('ship'));
try {
  order.send('ship');
} catch (error) {
  show([error.name, error.state, error.event]);
}
show(order.send('pay'));
show(order.send('cancel'));
show([order.can('cancel'), order.can('constructor'), order.state]);`,
  python: `
from statemachine import OrderEvent
order = subject.Order()
show(order.state.value)
show(order.can(OrderEvent.SHIP))
try:
    order.send(OrderEvent.SHIP)
except subject.IllegalOrderTransition as error:
    show([type(error).__name__ + "Error", error.state.value, error.event.value])
show(order.send(OrderEvent.PAY).value)
show(order.send(OrderEvent.CANCEL).value)
show([order.can(OrderEvent.CANCEL), order.can("constructor"), order.state.value])`,
  go: `
import "errors"

func Drive(show func(any)) {
	order := NewOrder()
	show(order.State())
	show(order.Can(OrderEventShip))
	_, err := order.Send(OrderEventShip)
	var illegal *IllegalOrderTransitionError
	if errors.As(err, &illegal) {
		show([]any{"IllegalOrderTransitionError", illegal.State, illegal.Event})
	}
	state, _ := order.Send(OrderEventPay)
	show(state)
	state, _ = order.Send(OrderEventCancel)
	show(state)
	show([]any{order.Can(OrderEventCancel), order.Can("constructor"), order.State()})
}`,
  expected: ['pending', false, ['IllegalOrderTransitionError', 'pending', 'ship'], 'paid', 'cancelled', [false, false, 'cancelled']],
};
