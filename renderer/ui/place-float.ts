/** Where a floating layer stands: at an element, on one of its sides; flipped and shifted so that it stays in the window. */
export interface FloatPlace {
  anchor: Element;
  place?: 'above' | 'below' | 'right';
  /** Edge of the anchor that the layer keeps to. */
  align?: 'start' | 'end';
  gap?: number;
}

const margin = 6;

/**
 * Svelte action for a `popover` element with `position: fixed`: shows it in the top layer (so that no pane cuts it off) and puts it at
 * its anchor. Moves with scrolling and resizing.
 */
export function placeFloat(node: HTMLElement, options: FloatPlace) {
  let current = options;
  const move = () => {
    const at = current.anchor.getBoundingClientRect();
    const { width, height } = node.getBoundingClientRect();
    const gap = current.gap ?? 4;
    let left = current.align === 'end' ? at.right - width : at.left;
    let top = current.place === 'above' ? at.top - height - gap : at.bottom + gap;
    if (current.place === 'right') {
      left = at.right + gap;
      top = at.top + (at.height - height) / 2;
    }
    if (top + height > innerHeight - margin) top = at.top - height - gap;
    if (top < margin) top = Math.min(at.bottom + gap, innerHeight - height - margin);
    node.style.left = `${Math.round(Math.max(margin, Math.min(left, innerWidth - width - margin)))}px`;
    node.style.top = `${Math.round(Math.max(margin, top))}px`;
  };
  if (node.popover) node.showPopover();
  move();
  const observer = new ResizeObserver(move);
  observer.observe(node);
  addEventListener('resize', move);
  addEventListener('scroll', move, { capture: true, passive: true });
  return {
    update(next: FloatPlace) {
      current = next;
      move();
    },
    destroy() {
      observer.disconnect();
      removeEventListener('resize', move);
      removeEventListener('scroll', move, { capture: true });
    },
  };
}
