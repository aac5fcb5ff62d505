package io.github.cloudflarepcaps.pcapfile;

/**
 * The parts of a merge that have packets left, the earliest on top: a binary heap. Unlike a {@code
 * PriorityQueue} it lets the one on top move on where it stands, which is all that happens here,
 * once for each packet.
 */
final class PartQueue {

  private final MergePart[] heap;
  private int size;

  PartQueue(int capacity) {
    heap = new MergePart[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  MergePart earliest() {
    return heap[0];
  }

  void add(MergePart part) {
    int index = size++;
    while (index > 0 && part.isBefore(heap[(index - 1) / 2])) {
      heap[index] = heap[(index - 1) / 2];
      index = (index - 1) / 2;
    }
    heap[index] = part;
  }

  /** To be called when the earliest part has gone to its next packet. */
  void earliestMoved() {
    sink(heap[0]);
  }

  void removeEarliest() {
    sink(heap[--size]);
  }

  private void sink(MergePart part) {
    int index = 0;
    int child = earlierChild(0);
    while (child < size && heap[child].isBefore(part)) {
      heap[index] = heap[child];
      index = child;
      child = earlierChild(index);
    }
    heap[index] = part;
  }

  /** At or beyond the size if there is none. */
  private int earlierChild(int index) {
    int left = 2 * index + 1;
    return left + 1 < size && heap[left + 1].isBefore(heap[left]) ? left + 1 : left;
  }
}
