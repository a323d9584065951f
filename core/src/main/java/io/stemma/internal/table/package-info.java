/** Values as tables of text, for whoever looks at them in a shell. Knows nothing of archives. */
@NullMarked
package io.stemma.internal.table;

import org.jspecify.annotations.NullMarked;
