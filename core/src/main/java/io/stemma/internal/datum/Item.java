package io.stemma.internal.datum;

import io.stemma.Input;
import io.stemma.internal.path.TreePath;

/**
 * A file or directory that a datum sees.
 *
 * @param selection what selected it
 * @param path where it is in what the selection reads
 * @param directory whether it is a directory
 */
public record Item(Input.Selection selection, TreePath path, boolean directory) {}
