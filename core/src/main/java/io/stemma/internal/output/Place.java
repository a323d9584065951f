package io.stemma.internal.output;

import io.stemma.internal.commit.FileTree;
import io.stemma.internal.path.TreePath;

/**
 * Where an input of a datum is.
 *
 * @param tree the files of its commit
 * @param path the file or directory
 */
public record Place(FileTree tree, TreePath path) {}
