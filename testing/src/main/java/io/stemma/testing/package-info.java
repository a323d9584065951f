/** To be described. */
@NullMarked
package io.stemma.testing;

import org.jspecify.annotations.NullMarked;
