/**
 * A persistent sorted map from keys to short values: a prolly tree, whose root depends on the
 * content alone and not on its history. Begin at {@link io.stemma.internal.tree.Tree}. Knows
 * neither storage nor chunks: nodes come from and go to a {@link
 * io.stemma.internal.tree.NodeStore}. May use {@code internal.base} and {@code internal.format}.
 */
@NullMarked
package io.stemma.internal.tree;

import org.jspecify.annotations.NullMarked;
