package io.stemma.internal.commit;

import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.util.Optional;

/**
 * A file or directory that was found in a tree.
 *
 * @param path where
 * @param directory whether it is a directory
 * @param entry a file's entry; a directory's, if it carries attributes
 */
public record TreeItem(TreePath path, boolean directory, Optional<FileEntry> entry) {}
