/** What this node serves: families loaded, checked against their golden vectors and warmed. */
@NullMarked
package io.hawkvision.dc.models;

import org.jspecify.annotations.NullMarked;
