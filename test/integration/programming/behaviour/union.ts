import type { BehaviourCase } from './case.ts';

/** Each value goes to the function of its own variant. */
export const union: BehaviourCase = {
  name: 'union',
  request: 'Create a tagged union Shape with the variants circle (radius: integer), rectangle (width: integer, height: integer) and point',
  javascript: `
const area = (shape) => subject.matchShape(shape, { circle: ({ radius }) => radius * radius * 3, rectangle: ({ width, height }) => width * height, point: () => 0 });
show([subject.circle({ radius: 2 }), subject.rectangle({ width: 2, height: 5 }), subject.point()].map(area));
try {
  area({ kind: 'toString' });
} catch (error) {
  show(error instanceof TypeError);
}`,
  python: `
def area(shape):
    return subject.match_shape(shape, circle=lambda c: c.radius * c.radius * 3, rectangle=lambda r: r.width * r.height, point=lambda p: 0)
show([area(shape) for shape in [subject.Circle(2), subject.Rectangle(2, 5), subject.Point()]])
try:
    area("circle")
except TypeError:
    show(True)`,
  go: `
func Drive(show func(any)) {
	areas := []int{}
	area := func(shape Shape) int {
		return matchShape(shape,
			func(c Circle) int { return c.Radius * c.Radius * 3 },
			func(r Rectangle) int { return r.Width * r.Height },
			func(Point) int { return 0 })
	}
	for _, shape := range []Shape{Circle{Radius: 2}, Rectangle{Width: 2, Height: 5}, Point{}} {
		areas = append(areas, area(shape))
	}
	show(areas)
	defer func() { show(recover() != nil) }()
	area(nil)
}`,
  expected: [[12, 10, 0], true],
};
