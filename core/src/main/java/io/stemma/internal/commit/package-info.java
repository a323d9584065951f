/**
 * Files, transactions and commits over trees and chunks: what a tree's keys and values mean,
 * changes in the making, and how a change is put on top of another. {@link
 * io.stemma.internal.commit.FileTree} reads, {@link io.stemma.internal.commit.StagedTree} changes.
 * May use condition, tree, chunks, path, format and base.
 */
@NullMarked
package io.stemma.internal.commit;

import org.jspecify.annotations.NullMarked;
