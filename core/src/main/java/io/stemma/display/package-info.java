/**
 * How values are shown where a line of text is not enough. {@link io.stemma.display.Displayed} is
 * all of it. Depends on nothing.
 */
@NullMarked
package io.stemma.display;

import org.jspecify.annotations.NullMarked;
