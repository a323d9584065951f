package io.stemma.internal.log;

import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.format.v1.TreeRef;
import java.util.Optional;

/** Looks refs up in the tree of refs, which the layers above keep. */
@FunctionalInterface
public interface RefLookup {
  /** For archives without such a tree. */
  RefLookup NONE =
      (tree, ref) -> {
        throw new IllegalStateException("nobody can read the tree of refs " + tree.root());
      };

  /** What a ref of the tree stands for. */
  Optional<RefTarget> find(TreeRef tree, String ref);
}
