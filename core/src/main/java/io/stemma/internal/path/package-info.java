/**
 * Paths, globs and names: the grammars of the API's package description. {@link
 * io.stemma.internal.path.TreePath} turns what users type into keys of a tree; {@link
 * io.stemma.internal.path.PathNames} is what paths of file systems are made of. Uses the JDK and
 * the API's exceptions only.
 */
@NullMarked
package io.stemma.internal.path;

import org.jspecify.annotations.NullMarked;
