/**
 * How values are shown where a line of text is not enough: a {@link io.stemma.display.Displayed}
 * has itself as HTML, and {@link io.stemma.display.NotebookKernel} has notebooks ask for it.
 * Depends on nothing.
 */
@NullMarked
package io.stemma.display;

import org.jspecify.annotations.NullMarked;
