/// What a fan has bought: orders, tickets, receipts and calendar entries.
@NullMarked
package dev.frontrow.storefront.orders;

import org.jspecify.annotations.NullMarked;
