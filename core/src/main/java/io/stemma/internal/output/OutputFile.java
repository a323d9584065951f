package io.stemma.internal.output;

import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;

/**
 * What a datum has left: a file, or a directory of which something is said.
 *
 * @param path where
 * @param entry what is there; see {@link FileEntry#directory}
 */
public record OutputFile(TreePath path, FileEntry entry) {}
