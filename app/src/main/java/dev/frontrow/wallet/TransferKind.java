package dev.frontrow.wallet;

/// The kind of a transfer between a buyer and the house: it names the house's account and the
/// direction.
enum TransferKind {
    TOP_UP(HouseAccount.FUNDING, true),
    PAYMENT(HouseAccount.REVENUE, false),
    REFUND(HouseAccount.REVENUE, true);

    private final HouseAccount house;
    private final boolean creditsBuyer;

    TransferKind(HouseAccount house, boolean creditsBuyer) {
        this.house = house;
        this.creditsBuyer = creditsBuyer;
    }

    HouseAccount house() {
        return house;
    }

    boolean creditsBuyer() {
        return creditsBuyer;
    }
}
