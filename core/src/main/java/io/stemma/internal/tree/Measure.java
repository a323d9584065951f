package io.stemma.internal.tree;

/**
 * What a value adds to the sums of a tree. A function of the value alone, the same forever: the
 * sums are part of the nodes and so of the root's id.
 */
public interface Measure {
  /** Every key counts 1 and has the bytes of its value. */
  Measure VALUES =
      new Measure() {
        @Override
        public int count(byte[] source, int offset, int length) {
          return 1;
        }

        @Override
        public long bytes(byte[] source, int offset, int length) {
          return length;
        }
      };

  /** 1 if the value counts, else 0. */
  int count(byte[] source, int offset, int length);

  /** The bytes that the value stands for: at least 0. */
  long bytes(byte[] source, int offset, int length);
}
