/** What code a transformation consists of: the classes that it reaches, and an id for them. */
@NullMarked
package io.stemma.internal.code;

import org.jspecify.annotations.NullMarked;
