package dev.frontrow.identity.roles;

import static dev.frontrow.identity.roles.Right.EDIT_PEOPLE;
import static dev.frontrow.identity.roles.Right.LOOK_UP;
import static dev.frontrow.identity.roles.Right.OWN_ACCOUNT;
import static dev.frontrow.identity.roles.Right.READ_ALL;
import static dev.frontrow.identity.roles.Right.REFUND;
import static dev.frontrow.identity.roles.Right.REPAIR;
import static dev.frontrow.identity.roles.Right.SEE_SALE;
import static dev.frontrow.identity.roles.Right.SELL;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What an operator is in the box office.
public enum OperatorRole {
    OWNER(EnumSet.allOf(Right.class)),

    /// All but the accounts of others.
    MANAGER(EnumSet.complementOf(EnumSet.of(EDIT_PEOPLE))),

    BOX_OFFICE(EnumSet.of(OWN_ACCOUNT, SEE_SALE, LOOK_UP, SELL, REPAIR, REFUND)),

    SUPPORT(EnumSet.of(OWN_ACCOUNT, SEE_SALE, LOOK_UP)),

    /// Reads everything and changes nothing.
    AUDITOR(EnumSet.of(OWN_ACCOUNT, SEE_SALE, LOOK_UP, READ_ALL));

    private final Set<Right> rights;

    OperatorRole(Set<Right> rights) {
        this.rights = Collections.unmodifiableSet(rights);
    }

    public Set<Right> rights() {
        return rights;
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
